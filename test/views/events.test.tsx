import {describe, expect, it} from 'vitest';
import type {NodeName} from '../../source/domain/ids.ts';
import type {LogEntry} from '../../source/domain/log-entry.ts';
import type {Toast} from '../../source/store/screen-state.ts';
import {frameOf, inAscii, rawFrame, stripSgr} from '../helpers/frame.tsx';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {anEntry, toldEntries, toldState, wallAt} from '../helpers/told-events.ts';

const small = {columns: 80, rows: 24};
const large = {columns: 120, rows: 40};

it('is drawn to the column at 120x40', () => {
	expect(frameOf(toldState(), large).slice(1, 14)).toMatchInlineSnapshot(`
		[
		  " 1 Nodes  3 Chat  4 Models  6 Events ▲3                                                                every 2 s · live",
		  "",
		  "     TIME      WHERE         WHAT                                                                TOOK   RESULT",
		  " › ▲ 14:01:52  pi-worker1    temperature 81°C, over 75°C in 2 samples · now throttled",
		  "   $ 14:01:46  login         squeue -h --me -o %i,%j,%u,%P,%T,%M,%l,%C,%b,%R · 252 times        62 ms   exit 0",
		  "   $ 14:01:40  pi-worker1    vcgencmd get_throttled · 84 times                                 9.0 ms   exit 0",
		  "   $ 13:58:40  login         scancel --user=alice 4702                                          71 ms   exit 0",
		  "   ● 13:58:02  pi-worker2    memory 64%, under 80% again after 42 s",
		  "   ▲ 13:57:20  pi-worker2    memory 82%, over 80% in 2 samples",
		  "   ✖ 13:48:25  pi-storage    down: no route to host · was up 41 d 3 h",
		  "   · 13:41:07  gpu-01        balanced → mixed-gpu-cpu · gpu 0 98% at 92% of its power limit",
		  "   $ 13:20:04  gpu-01        sh (sampler) · 1,262 samples                                               runs",
		  "",
		]
	`);
});

it('is drawn to the column at 80x24', () => {
	expect(frameOf(toldState(), small).slice(1)).toMatchInlineSnapshot(`
		[
		  " 1 Nodes  3 Chat  4 Models  6 Events ▲3                        every 2 s · live",
		  "     TIME      WHERE         WHAT                                TOOK  RESULT",
		  " › ▲ 14:01:52  pi-worker1    temperature 81°C, over 75°C in 2 samples",
		  "   $ 14:01:46  login         squeue -h --me -o %… · 252 times   62 ms  exit 0",
		  "   $ 14:01:40  pi-worker1    vcgencmd get_throttl… · 84 times  9.0 ms  exit 0",
		  "   $ 13:58:40  login         scancel --user=alice 4702          71 ms  exit 0",
		  "   ● 13:58:02  pi-worker2    memory 64%, under 80% again after 42 s",
		  "   ▲ 13:57:20  pi-worker2    memory 82%, over 80% in 2 samples",
		  "   ✖ 13:48:25  pi-storage    down: no route to host · was up 41 d 3 h",
		  "   · 13:41:07  gpu-01        balanced → mixed-gpu-cpu",
		  "   $ 13:20:04  gpu-01        sh (sampler) · 1,262 samples              runs",
		  "",
		  "",
		  "",
		  "",
		  "",
		  "",
		  "",
		  "",
		  "",
		  "",
		  "",
		  " ↑↓ select  c commands  / filter  enter go to the node  : command  ? help",
		]
	`);
});

it('has room for long names at 200 columns', () => {
	expect(frameOf(toldState(), {columns: 200, rows: 50}).slice(3, 6)).toMatchInlineSnapshot(`
		[
		  "     TIME      WHERE                  WHAT                                                                                                                                       TOOK   RESULT",
		  " › ▲ 14:01:52  pi-worker1             temperature 81°C, over 75°C in 2 samples · now throttled",
		  "   $ 14:01:46  login                  squeue -h --me -o %i,%j,%u,%P,%T,%M,%l,%C,%b,%R · 252 times                                                                               62 ms   exit 0",
		]
	`);
});

it('is drawn with the letters of an ascii terminal', () => {
	const [, , , alert = '', command = ''] = frameOf(toldState(), small, {profile: inAscii});
	expect(alert).toBe(' > ! 14:01:52  pi-worker1    temperature 81 C, over 75 C in 2 samples');
	expect(command).toContain('squeue -h --me -o %~ | 252 times');
});

describe('nothing is shown', () => {
	const first = (state: Parameters<typeof frameOf>[0]) => frameOf(state, small).at(3);

	it('since the program began', () => {
		expect(first(toldState([]))).toBe('     Nothing has happened since 13:20:01.');
	});

	it('that the filter finds', () => {
		const events = {filter: 'node:nobody'};
		expect(first(toldState(toldEntries(), {events}))).toBe(
			'     Nothing matches "node:nobody". esc clears the filter.',
		);
	});

	it('but commands, which are switched off', () => {
		const commands = toldEntries().filter(({what}) => what.kind === 'command');
		expect(first(toldState(commands, {events: {hasCommands: false}}))).toBe(
			'     Nothing but commands since 13:20:01. c shows them.',
		);
	});
});

it('shows the day of what happened on another one', () => {
	const old = {...toldEntries()[2], wallMs: wallAt(13, 48, 25) - 86_400_000} as LogEntry;
	expect(frameOf(toldState([old]), small).at(3)).toContain(' ✖   20 Nov  pi-storage');
});

it('says nothing of how a command of a node that is lost goes on', () => {
	const runs = {...toldEntries()[0], node: 'pi-storage'} as LogEntry;
	expect(frameOf(toldState([runs]), small).at(3)).toMatch(/samples {14}-$/);
});

const many = Array.from({length: 500}, (_, index) =>
	anEntry(index + 1, 'pi-main', {kind: 'configLoaded', nodes: index + 1}),
);

it('shows the newest of 500, as many as fit', () => {
	const lines = frameOf(toldState(many), small).slice(3, 23);
	expect(lines.at(0)).toContain('500 nodes');
	expect(lines.at(-2)).toContain('482 nodes');
	expect(lines.at(-1)).toBe('');
});

it('shows the entry under the cursor among 500', () => {
	const lines = frameOf(toldState(many, {events: {cursor: 7}}), large);
	const under = lines.filter(line => line.startsWith(' ›'));
	expect(under).toHaveLength(1);
	expect(under[0]).toContain('7 nodes');
});

it('makes hostile names, commands and reasons inert, each on its own line', () => {
	const rows = 33;
	const entries = hostileCorpus.flatMap(({text}) => hostileEntries(text));
	for (let start = 0; start < entries.length; start += rows) {
		const lines = rawFrame(toldState(entries.slice(start, start + rows)), large);
		expect(lines).toHaveLength(large.rows);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be left
		expect(lines.map(stripSgr).join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
	}
});

function hostileEntries(text: string): readonly LogEntry[] {
	const failure = {kind: 'unreachable', where: text, reason: text} as const;
	const failed = {command: text, tookMs: 3, result: {kind: 'failed', failure}} as const;
	return [
		anEntry(1, text as NodeName, {kind: 'wentDown', failure, wasUpMs: 1}),
		anEntry(2, text as NodeName, {kind: 'command', run: failed, count: 3}),
		anEntry(3, 'pi-main', {
			...{kind: 'crossed', measure: 'disk', subject: text, severity: 'critical', isOver: true},
			...{value: 0.97, limit: 0.95, lastedMs: undefined, label: 'idle'},
		}),
	];
}

describe('the mark on the tab', () => {
	it('counts the alerts since the events were seen', () => {
		const tabs = (seenId: number) =>
			frameOf(toldState(undefined, {tab: 'nodes', events: {seenId}}), small)
				.at(1)
				?.slice(0, 40);
		expect(tabs(0)).toBe(' 1 Nodes  3 Chat  4 Models  6 Events ▲3 ');
		expect(tabs(4)).toBe(' 1 Nodes  3 Chat  4 Models  6 Events ▲1 ');
		expect(tabs(9)).toBe(' 1 Nodes  3 Chat  4 Models  6 Events    ');
	});
});

describe('the line of speech', () => {
	const last = (what: NonNullable<Toast>['what'], size = large) =>
		frameOf(toldState(undefined, {tab: 'nodes', toast: {what, sinceMs: 0}}), size).at(-1);

	it('tells an alert, and which key shows it', () => {
		expect(last({kind: 'entry', id: 9, others: 0})).toBe(
			' ▲ pi-worker1 is throttled: 81°C, over 75°C · 14:01:52 · 6 shows it',
		);
		expect(last({kind: 'entry', id: 3, others: 3})).toBe(
			' ✖ pi-storage is down: no route to host · and 3 more · 13:48:25 · 6 shows them',
		);
		expect(last({kind: 'entry', id: 4, others: 0}, small)).toBe(
			' ▲ pi-worker2: memory 82%, over 80% · 13:57:20 · 6 shows it',
		);
	});

	it('tells what came of an errand', () => {
		const notice = {kind: 'copied', what: 'sshCommand', where: 'gpu-01', count: 1} as const;
		expect(last({kind: 'notice', notice})).toBe(' ✓ Copied the ssh command of gpu-01.');
		expect(last({kind: 'notice', notice: {kind: 'readOnly'}})).toMatch(/^ ▲ Not done: /);
	});

	it('tells hints where the entry is not in the picture', () => {
		expect(last({kind: 'entry', id: 99, others: 0})).toContain('? help');
	});
});
