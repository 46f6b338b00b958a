import {afterEach, describe, expect, it} from 'vitest';
import {openLocalProbe} from '../../source/clients/local-probe.ts';
import type {NodeProbe} from '../../source/domain/node-probe.ts';
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
		expect(await gpusOf(probe)).toContain('NVIDIA GeForce RTX 4090');
		expect(othersOn(node).length).toBeGreaterThan(1);
		probe.close();
		await until(() => othersOn(node).length === 0);
	});

	it('that is left before its tools are found starts none', async () => {
		const node = standOnPath('nvidia-smi');
		const probe = await openLocalProbe(systemClock);
		probe.close();
		const later = await openLocalProbe(systemClock);
		await gpusOf(later);
		later.close();
		await until(() => othersOn(node).length === 0);
	});
});

function standOnPath(...names: readonly Player[]) {
	const node = playedNode(...names);
	process.env['PATH'] = node.env.PATH;
	process.env['PLAYER_DIR'] = node.folder;
	return node;
}

/** Asks until there are some. */
async function gpusOf(probe: NodeProbe): Promise<readonly string[]> {
	for (;;) {
		const sample = await probe.readSample(signal);
		if (sample.ok && sample.value.gpus.length > 0) {
			return sample.value.gpus.map(({name}) => name);
		}
	}
}

/** This process has the folder in its environment too. */
function othersOn(node: ReturnType<typeof playedNode>): readonly number[] {
	return node.processes().filter(pid => pid !== process.pid);
}
