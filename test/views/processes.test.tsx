import {expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import type {ProcessCounters} from '../../source/domain/process.ts';
import type {State} from '../../source/store/state.ts';
import {frameOf} from '../helpers/frame.tsx';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {ScreenedRack} from '../helpers/screened-rack.ts';

const small = {columns: 80, rows: 24};
const mebibyte = 1_048_576;

function aProcess(pid: number, parts: Partial<ProcessCounters>): ProcessCounters {
	return {
		...{pid, command: 'sh', user: 'alice', state: 'S', cpuTicks: 0},
		...{startTicks: 1, residentBytes: mebibyte, threads: 1, ...parts},
	};
}

const first = [
	aProcess(1, {command: 'systemd', user: 'root'}),
	aProcess(4242, {command: 'python3', residentBytes: 21.1 * 1024 * mebibyte}),
	aProcess(77, {command: 'kworker/0:1', user: undefined, residentBytes: 0, state: 'I'}),
];

function looked(rack: ScreenedRack, uptimeSeconds: number, processes = first): ScreenedRack {
	const list = {uptimeSeconds, processes};
	return rack.send({type: 'node/processesListed', node: 'pi-1' as NodeName, list, atMs: 0});
}

const aRack = () => new ScreenedRack(['pi-1', 'pi-2', 'pi-3']).press('t');
const pane = (state: State) => {
	const lines = frameOf(state, small);
	return lines.slice(lines.findIndex(line => line.startsWith(' ───')));
};

it('before the first look it says how many are to come', () => {
	expect(pane(aRack().state).slice(0, 2)).toEqual([
		' ─── pi-1 ─────────────────────────────────────────────────────────── processes',
		'     2 samples to go',
	]);
});

it('a picture that stands still says how to go on', () => {
	expect(pane(new ScreenedRack(['pi-1']).press('p', 't').state)[1]).toBe('     paused: p goes on');
	expect(pane(looked(aRack(), 10).press('p').state)[0]).not.toContain('to go');
});

it('the first look has no shares, and those with most memory come first', () => {
	expect(pane(looked(aRack(), 10).state).slice(0, 5)).toEqual([
		' ─── pi-1 ──────────────────────────────────────── 3 processes · 1 sample to go',
		'         PID  USER        CPU       MEM  STATE    COMMAND',
		'        4242  alice         -  21.1 GiB  sleeps   python3',
		'           1  root          -  1.00 MiB  sleeps   systemd',
		'          77  -             -         -  idle     kworker/0:1',
	]);
});

it('the second one has the busiest first, above one core too', () => {
	const [one, two, three] = first;
	const busy = [{...one, cpuTicks: 500}, {...two, state: 'R'}, three].filter(
		(process): process is ProcessCounters => process !== undefined,
	);
	expect(pane(looked(looked(aRack(), 10), 12, busy).state).slice(0, 4)).toEqual([
		' ─── pi-1 ─────────────────────────────────────── 3 processes · cpu of one core',
		'         PID  USER        CPU       MEM  STATE    COMMAND',
		'           1  root       250%  1.00 MiB  sleeps   systemd',
		'        4242  alice        0%  21.1 GiB  runs     python3',
	]);
});

it('a failure stands over what was seen last', () => {
	const failure = {kind: 'timedOut', where: 'pi-1', afterMs: 10_000} as const;
	const rack = looked(aRack(), 10);
	rack.send({type: 'node/processesFailed', node: 'pi-1' as NodeName, failure, atMs: 0});
	const lines = pane(rack.state)
		.slice(1, 5)
		.map(line => line.trim())
		.join(' ');
	expect(lines).toContain('pi-1: no answer after 10 s.');
	expect(lines).toContain('This is the list of ');
	expect(lines).toContain('COMMAND');
});

it('no name of a process acts on the terminal', () => {
	for (let start = 0; start < hostileCorpus.length; start += 6) {
		const processes = hostileCorpus.slice(start, start + 6).map(({text}, index) => {
			const name = text.slice(0, 64);
			return aProcess(index + 1, {command: name, user: name});
		});
		const frame = frameOf(looked(aRack(), 10, processes).state, small);
		expect(frame).toHaveLength(24);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there.
		expect(frame.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
	}
});
