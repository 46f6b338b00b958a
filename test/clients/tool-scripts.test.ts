/** The scripts under the shells that nodes have for a /bin/sh, with programs that hang, end and answer. */
import {describe, expect, it} from 'vitest';
import {
	askPiScript,
	findToolsScript,
	nvidiaScripts,
	tegrastatsScript,
} from '../../source/clients/tool-scripts.ts';
import {type StartedProcess, startProcess} from '../../source/transport/start-process.ts';
import {type Player, playedNode} from '../helpers/played-node.ts';
import {until} from '../helpers/until.ts';

describe.each([
	[['dash']],
	[['bash', '--posix']],
	[['busybox', 'sh']],
	[['zsh', '--emulate', 'sh']],
])('under %s', argv => {
	it('the tools are found that are there', async () => {
		const {heard, start} = play('vcgencmd', 'nvidia-smi');
		await start(argv, findToolsScript);
		await until(() => heard().endsWith('.\n'));
		expect(heard()).toBe('nvidia-smi\nvcgencmd\n.\n');
	});

	it('a tool that hangs is killed when nobody listens any more', async () => {
		const {node, start} = play('nvidia-smi');
		node.breakWith('hang');
		const {stdin} = await start(argv, nvidiaScripts[0] ?? '');
		await until(() => node.processes().length > 2);
		stdin.end();
		await until(() => node.processes().length === 0);
	});

	it('the exit code of a tool that ends is told, and nothing stays', async () => {
		const {node, heard, start} = play('nvidia-smi');
		node.breakWith('error');
		const {ended} = await start(argv, nvidiaScripts[0] ?? '');
		expect(await ended).toMatchObject({exitCode: 9});
		expect(heard()).toContain('NVIDIA-SMI has failed');
		await until(() => node.processes().length === 0);
	});

	it('a Jetson speaks by itself', async () => {
		const {heard, start} = play('tegrastats');
		const {kill} = await start(argv, tegrastatsScript);
		await until(() => heard().includes('GR3D_FREQ'));
		kill();
	});

	it('a Pi answers each line once', async () => {
		const {node, heard, start} = play('vcgencmd');
		const {stdin} = await start(argv, askPiScript);
		await until(() => heard() === 'READY\n');
		stdin.write('\n');
		await until(() => heard() === 'READY\nthrottled=0x0\n.\n');
		stdin.write('\n');
		await until(() => heard() === 'READY\nthrottled=0x0\n.\nthrottled=0x0\n.\n');
		stdin.end();
		await until(() => node.processes().length === 0);
	});
});

function play(...names: readonly Player[]) {
	const node = playedNode(...names);
	let text = '';
	async function start(argv: readonly string[], script: string): Promise<StartedProcess> {
		const [file = '', ...args] = argv;
		const started = await startProcess({argv: [file, ...args], env: node.env});
		if (!started.ok) {
			throw new Error(`${file}: ${started.failure.kind}`);
		}

		started.value.stdout.setEncoding('latin1').on('data', (bytes: string) => {
			text += bytes;
		});
		started.value.stdin.write(script);
		return started.value;
	}

	return {node, start, heard: () => text};
}
