import {afterEach, describe, expect, it} from 'vitest';
import {openLocalProbe} from '../../source/clients/local-probe.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {type Player, playedNode} from '../helpers/played-node.ts';
import {until} from '../helpers/until.ts';

const signal = new AbortController().signal;
const before = {...process.env};

afterEach(() => {
	Object.assign(process.env, before);
	delete process.env['PLAYER_DIR'];
});

describe.runIf(process.platform === 'linux')('this machine', () => {
	it('asks the tools on its PATH, and leaves none behind', async () => {
		const node = standOnPath('nvidia-smi');
		const probe = await openLocalProbe(systemClock);
		let names: readonly string[] = [];
		while (names.length === 0) {
			const sample = await probe.readSample(signal);
			names = sample.ok ? sample.value.gpus.map(({name}) => name) : names;
		}

		expect(names).toContain('NVIDIA GeForce RTX 4090');
		const ours = node.processes().filter(pid => pid !== process.pid);
		expect(ours.length).toBeGreaterThan(1);
		probe.close();
		await until(() => node.processes().filter(pid => pid !== process.pid).length === 0);
	});

	it('that is left before its tools are found starts none', async () => {
		const node = standOnPath('nvidia-smi');
		const probe = await openLocalProbe(systemClock);
		probe.close();
		await probe.readSample(signal);
		expect(node.processes().filter(pid => pid !== process.pid)).toEqual([]);
	});
});

function standOnPath(...names: readonly Player[]) {
	const node = playedNode(...names);
	process.env['PATH'] = node.env.PATH;
	process.env['PLAYER_DIR'] = node.folder;
	return node;
}
