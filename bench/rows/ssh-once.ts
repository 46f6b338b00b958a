import {join} from 'node:path';
import type {Lab} from '../../scripts/lab/lab.ts';
import {measureInLab} from '../in-lab.ts';
import {median, type Row} from '../row.ts';

const rounds = 7;
const sampleMs = 500;
const mostMs = 250;
const program = join(import.meta.dirname, '../../dist/clusterdeck.js');

/** The built program, interleaved with its parts; round trips take a tenth of a millisecond here. */
export async function onceRow(lab: Lab): Promise<Row> {
	const names = lab.hosts().map(({name}) => name);
	const start: number[] = [];
	const handshake: number[] = [];
	const once: number[] = [];
	for (let round = 0; round < rounds; round += 1) {
		start.push(await wallMs(lab, ['--version']));
		handshake.push(await measureInLab<number>({lab, program: 'handshakes', args: names}));
		once.push(await wallMs(lab, ['--once', '--sample', `${sampleMs}`]));
	}

	const parts = median(start) + median(handshake) + sampleMs;
	return {
		what: `--once, ${names.length} nodes over ssh`,
		value: median(once),
		unit: 'ms',
		floor: `--version, handshakes, ${sampleMs} ms gap`,
		floorValue: parts,
		budget: parts + mostMs,
	};
}

async function wallMs(lab: Lab, args: readonly string[]): Promise<number> {
	const startedMs = performance.now();
	const {status, stdout, stderr} = await lab.exec([process.execPath, program, ...args]);
	const tookMs = performance.now() - startedMs;
	if (status !== 0 || stdout.includes('"failure"')) {
		throw new Error(`${args.join(' ')} ended with ${status}: ${stderr || stdout.slice(0, 500)}`);
	}

	return tookMs;
}
