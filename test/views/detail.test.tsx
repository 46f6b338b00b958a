import {describe, expect, test} from 'vitest';
import type {Failure} from '../../source/domain/failure.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import type {NodesScreen} from '../../source/store/screen-state.ts';
import type {NodeState, State} from '../../source/store/state.ts';
import type {Profile} from '../../source/theme/profile.ts';
import {widthOf} from '../../source/theme/width.ts';
import {clean} from '../../source/theme/safe.ts';
import {detailPicture} from '../../source/views/detail-pane.ts';
import {chartHistory} from '../helpers/chart-history.ts';
import {colourless, frameOf, inAscii, onConsole, textOf} from '../helpers/frame.tsx';
import {aNode, atMs, filesystem, homeRack, quiet, stateOf} from '../helpers/home-rack.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {figuresOf} from '../helpers/node-builders.ts';

const history = chartHistory(450);
const rack = homeRack();

function onGpu(nodes: Partial<NodesScreen>): State {
	return stateOf(rack, {nodes: {cursor: 'gpu-01' as NodeName, ...nodes}});
}

function lines(text: string): string[] {
	return text.split('\n').slice(1, -1);
}

type Terminal = readonly [columns: number, rows: number, profile?: Profile];

function body(state: State, [columns, rows, profile = colourless]: Terminal): string[] {
	return frameOf(state, {columns, rows}, {history, profile}).slice(2, -1);
}

/** The lines of the pane alone, all of them. */
function pane(state: State, columns: number, profile: Profile = colourless): string[] {
	const {screen} = state;
	if (screen === undefined) {
		return [];
	}

	const size = {columns, rows: 200, chartRows: 1, chartHeight: 3, isAiry: false} as const;
	const {lines: all} = detailPicture({state, screen, history, profile}, {...size, eventRows: 0});
	return all.map(textOf);
}

describe('the detail that has the whole body', () => {
	test('shows all that is remembered of one series, then all facts, at 80x24', () => {
		expect(body(onGpu({isOpen: true}), [80, 24])).toEqual(
			lines(`
 ─── gpu-01 ────────────── worker · 32 cores · 128 GiB · up 12 d 4 h · ↓ 5 more
     mixed-gpu-cpu   gpu 0 98% at 92% of its power limit, cpu 87% · since 13:41
     gpu  0-100%   ← → another, 3 of 8                                      98%
 100 ┤   ⢰⠒⠒⠒⠒⠒⢢   ⡖⠒⠒⠒⠒⠒⡆   ⡖⠒⠒⠒⠒⢲   ⢰⠒⠒⠒⠒⠒⢲   ⢰⠒⠒⠒⠒⠒⡆   ⡖⠒⠒⠒⠒⠒⡆   ⡖⠒⠒⠒⠒⢲   ⢰⠒
     ┤   ⢸     ⢸   ⡇     ⡇   ⡇    ⢸   ⢸     ⢸   ⢸     ⡇   ⡇     ⡇   ⡇    ⢸   ⢸
     ┤   ⢸     ⢸   ⡇     ⡇   ⡇    ⢸   ⢸     ⢸   ⢸     ⡇   ⡇     ⡇   ⡇    ⢸   ⢸
  50 ┤   ⢸     ⢸   ⡇     ⡇   ⡇    ⢸   ⢸     ⢸   ⢸     ⡇   ⡇     ⡇   ⡇    ⢸   ⢸
     ┤⣀⣀⣀⣸     ⢸⣀⣀⣀⡇     ⣇⣀⣀⣀⠇    ⢸⣀⣀⣀⣸     ⢸⣀⣀⣀⡸     ⣇⣀⣀⣀⡇     ⣇⣀⣀⣀⠇    ⢸⣀⢀⣀⣸
     ┤
     ┤
   0 ┼─────────────────────────────────────────────────────────────────────────
     15 m ago            10 m ago                  5 m ago                  now
     cores     ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
     gpu 0      98%  21.1/24.0 GiB   71°C   412/450 W
     gpu 1      97%  21.1/24.0 GiB   71°C   398/450 W
     load      28.1  27.0  25.3   iowait   2%   steal   0%
     memory    78.1 of 128 GiB
     pressure  cpu  12%   io   3%   mem   0%
     /data      71%   290 GiB free
     /          43%   570 GiB free

`),
		);
	});

	test('shows the series that was chosen, at 120x40', () => {
		expect(body(onGpu({isOpen: true, series: 'rx'}), [120, 40])).toEqual(
			lines(`

 ─── gpu-01 ─────────────────────────────────────── worker · Debian 13 · 32 cores · 128 GiB · 2x RTX 4090 · up 12 d 4 h
     mixed-gpu-cpu   gpu 0 98% at 92% of its power limit, cpu 87% · since 13:41

     net ↓  0-2 MB/s   ← → another, 5 of 8                                                                     1.2 MB/s
   2 ┤
     ┤
     ┤
     ┤
     ┤
     ┤⢤  ⢠⢤  ⢠⢤  ⢠⢤  ⢠⢤  ⢠⢤  ⢠⢤  ⢠⢤  ⢠⢤  ⢠⢤  ⢠⢤   ⡤⡀  ⡤⡀  ⡤⡀  ⡤⡀  ⡤⡀  ⡤⡀  ⡤⡀  ⡤⡀  ⡤⡀  ⡤⡀  ⡤⡀  ⡤⡀  ⡤⡀  ⡤⡀  ⡤⡄  ⡤⡄  ⡤⡄  ⡤
   1 ┤⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸   ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇
     ┤⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸   ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇
     ┤⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸   ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇
     ┤⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸   ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇
     ┤⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸  ⢸⢸   ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇⡇  ⡇
     ┤⢸⣀⣀⣸⢸⣀⣀⣸⢸⣀⣀⣸⢸⣀⣀⣸⢸⣀⣀⣸⢸⣀⣀⣸⢸⣀⣀⣸⢸⣀⣀⣸⢸⣀⣀⣸⢸⣀⣀⣸⢸⣀⣀⣀⠇⣇⣀⣀⠇⣇⣀⣀⠇⣇⣀⣀⠇⣇⣀⣀⠇⣇⣀⣀⠇⣇⣀⣀⠇⣇⣀⣀⠇⣇⣀⣀⠇⣇⣀⣀⠇⣇⣀⣀⠇⣇⣀⣀⠇⣇⣀⣀⠇⣇⣀⣀⠇⣇⣀⣀⡇⣇⣀⣀⡇⣇⣀⢀⡇⣇⣀⣀⡇
     ┤
     ┤
   0 ┼─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     15 m ago                          10 m ago                              5 m ago                                now

     cores     ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇               pressure   cpu  12%   io   3%   mem   0%
     gpu 0      98%  21.1/24.0 GiB   71°C   412/450 W         /data       71%   290 GiB free
     gpu 1      97%  21.1/24.0 GiB   71°C   398/450 W         /           43%   570 GiB free
     load      28.1  27.0  25.3   iowait   2%   steal   0%    nvme0n1     12 MB/s read   3.1 MB/s write
     memory    78.1 of 128 GiB                                eth0       1.2 MB/s ↓    240 kB/s ↑
     system    Debian GNU/Linux 13 (trixie)                   ssh        0.7 ms · up 42 m
     sensors   cpu 71°C








`),
		);
	});

	test('draws in strokes on the Linux console', () => {
		expect(body(onGpu({isOpen: true, series: 'temperature'}), [80, 25, onConsole])).toEqual(
			lines(`
 ─── gpu-01 ────────────── worker · 32 cores · 128 GiB · up 12 d 4 h · ↓ 4 more
     mixed-gpu-cpu   gpu 0 98% at 92% of its power limit, cpu 87% · since 13:41
     temperature  40-90°C   ← → another, 4 of 8                            48°C
  90 ┤
     ┤
     ┤  ┌───┐                ┌───┐               ┌───┐                ┌───┐
  65 ┤──┘   └──┐           ┌─┘   └─┐           ┌─┘   └─┐           ┌──┘   └─┐
     ┤         └┐        ┌─┘       └─┐       ┌─┘       └─┐       ┌─┘        └┐
     ┤          └─┐    ┌─┘           └─┐   ┌─┘           └─┐    ┌┘           └─
     ┤            └────┘               └───┘               └────┘
  40 ┼─────────────────────────────────────────────────────────────────────────
     15 m ago            10 m ago                  5 m ago                  now
     cores     ████████████████████████████████
     gpu 0      98%  21.1/24.0 GiB   71°C   412/450 W
     gpu 1      97%  21.1/24.0 GiB   71°C   398/450 W
     load      28.1  27.0  25.3   iowait   2%   steal   0%
     memory    78.1 of 128 GiB
     pressure  cpu  12%   io   3%   mem   0%
     /data      71%   290 GiB free
     /          43%   570 GiB free
     nvme0n1    12 MB/s read   3.1 MB/s write

`),
		);
	});

	test('draws in ascii', () => {
		const frame = body(onGpu({isOpen: true, series: 'cpu'}), [80, 24, inAscii]);
		expect(frame.slice(2, 12)).toEqual(
			lines(`
     cpu  0-100%   < > another, 1 of 8                                      43%
 100 |
     |---.     .--.     .---.    .---.     .--.     .--.     .--.     .---.
     |   '.   .'  '.   .'   |    |   '.   .'  '.   .'  '.   .'  '.   .'   |
  50 |    '. .'    '.  |    '.  .'    |  .'    '. .'    '. .'    '. .'    '.  .
     |     '-'      '--'     '..'     '--'      '-'      '-'      '-'      '--'
     |                        ''
     |
   0 +-------------------------------------------------------------------------
     15 m ago            10 m ago                  5 m ago                  now
`),
		);
		expect(frame.join('')).toMatch(/^[ -~]*$/);
	});

	test('scrolls under its hairline, and no further than its end', () => {
		const [, ...all] = pane(onGpu({isOpen: true}), 80);
		const [head, first] = body(onGpu({isOpen: true, detailScroll: 4}), [80, 24]);
		expect(head).toMatch(/^ ─── gpu-01 ─+ .* · ↑ 4 ↓ 1 more$/);
		expect(first).toMatch(/^ {5}┤/);
		const end = body(onGpu({isOpen: true, detailScroll: 500}), [80, 24]);
		expect(end[0]).toMatch(/ · ↑ 5 more$/);
		expect(end.at(-2)).toBe(all.at(-1));
	});

	test('says in its chart why there is none', () => {
		const open = {isOpen: true, series: 'diskRead'} as const;
		const state = stateOf([aNode('pi-1', quiet)], {nodes: open});
		const frame = frameOf(state, {columns: 80, rows: 24}, {history: () => []});
		expect(frame.find(line => line.includes('┤ '))).toBe(' 0.5 ┤ no sensor here');
	});

	test('tells the last events of the node, newest first', () => {
		const state = onGpu({isOpen: true});
		const wallMs = state.clock.wallMs - 10_000;
		const entries = [1, 2].map(id => ({
			...{id, atMs: id, wallMs: wallMs + id * 1000, node: 'gpu-01' as NodeName},
			what:
				id === 1 ? ({kind: 'rebooted'} as const) : ({kind: 'cameUp', wasDownMs: 48_000} as const),
		}));
		const all = pane({...state, events: {...state.events, entries}}, 80);
		expect(all.slice(-3)).toEqual([
			'',
			'   ● 14:02:03  up again after 48 s',
			'   · 14:02:02  booted anew',
		]);
	});
});

describe('the detail beside the table', () => {
	test('of a node that is not judged yet says how many samples are to come', () => {
		const node = aNode('pi-1', {...quiet, label: 'unknown'});
		const window = [figuresOf()];
		const [, label] = pane(stateOf([{...node, label: {...node.label, window}}]), 80);
		expect(label).toBe('     not judged yet   2 samples to go');
	});

	test('of values that are old says so before all else, and keeps what they were', () => {
		const state = stateOf([aNode('pi-1', quiet)]);
		const late = {...state, clock: {...state.clock, atMs: atMs + 6000}};
		const [, label, ...others] = pane(late, 80);
		expect(label).toBe('     idle   6 s old · since 13:41');
		expect(others).toEqual(pane(state, 80).slice(2));
	});

	test('has the events of the node at 50 rows', () => {
		const state = onGpu({});
		const entry = {id: 1, atMs, wallMs: state.clock.wallMs, node: 'gpu-01' as NodeName};
		const events = {...state.events, entries: [{...entry, what: {kind: 'rebooted'} as const}]};
		const has = (rows: number): boolean =>
			body({...state, events}, [120, rows]).includes('   · 14:02:11  booted anew');
		expect([40, 49, 50].map(has)).toEqual([false, false, true]);
	});

	test('has them also of a node that does not answer, under why', () => {
		const cursor = 'pi-storage' as NodeName;
		const state = stateOf(rack, {nodes: {cursor}});
		const entry = {id: 1, atMs, wallMs: state.clock.wallMs, node: cursor};
		const events = {...state.events, entries: [{...entry, what: {kind: 'rebooted'} as const}]};
		const shown = body({...state, events}, [120, 50]);
		const head = shown.findIndex(line => line.startsWith(' ─── pi-storage'));
		expect(shown.slice(head + 1, head + 6)).toEqual([
			'     pi-storage: no route to host. Is it switched on, and is the network there?',
			'',
			'     last seen 13:48 · next try in 12 s · r tries now',
			'',
			'   · 14:02:11  booted anew',
		]);
		expect(body({...state, events}, [120, 40])).not.toContain('   · 14:02:11  booted anew');
	});

	test('names the fullest filesystem first, and the one that is silent before it', () => {
		const silent = {
			...{state: 'silent' as const, mount: '/nfs', device: 'nas:/x'},
			...{type: 'nfs', waitedMs: 3000},
		};
		const value = [filesystem('/', 0.43), filesystem('/data', 0.71), silent];
		const filesystems = {state: 'fresh', atMs, value} as const;
		const state = stateOf([aNode('pi-1', quiet, {filesystems})]);
		const mounts = pane(state, 120).flatMap(line => /\s(\/\w*)\s/.exec(line)?.[1] ?? []);
		expect(mounts).toEqual(['/nfs', '/data', '/']);
	});
});

const changedKey = {
	kind: 'hostKeyMismatch' as const,
	where: 'pi-1',
	keyType: 'ED25519',
	fingerprint: 'SHA256:q8Qk1r0ZbT3uVxW5m2c7Yd9EoLhJsPaNfGiKtRyUe4M',
	name: '[pi-1]:2222',
	files: ['/home/alice/.ssh/known_hosts'],
	recorded: {
		...{file: '/home/alice/.ssh/known_hosts', line: 3, isRevoked: false},
		fingerprint: 'SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDRWxUwbfFJNhCYZj0',
	},
};

function withFailure(failure: Failure, name = 'pi-1'): NodeState {
	return {
		...aNode(name, quiet),
		connection: {state: 'hostkey-mismatch', failure},
		reading: {state: 'failed', failure},
	};
}

describe('why', () => {
	test('a Raspberry Pi is throttled: the facts, the cause, the command', () => {
		const pi = {
			...{throttledNow: true, underVoltageNow: false},
			...{throttledSinceBoot: true, underVoltageSinceBoot: undefined},
		};
		const node = aNode('pi-1', {...quiet, label: 'throttled'});
		const figures = figuresOf({pi, temperatures: [{sensor: 'cpu', celsius: 81}]});
		const {label} = node.label;
		const evidence = [{kind: 'piThrottled', underVoltage: false}] as const;
		const state = stateOf(
			[
				{
					...node,
					reading:
						node.reading.state === 'fresh'
							? {...node.reading, value: {...node.reading.value, figures}}
							: node.reading,
					label: {...node.label, label: {...label, evidence}},
				},
			],
			{nodes: {pane: 'why'}},
		);
		expect(pane(state, 80)).toEqual([
			expect.stringMatching(/^ ─── pi-1 ─/),
			'     throttled · since 13:41',
			'     evidence      throttled now',
			'     firmware      now         throttled yes, under-voltage no',
			'                   since boot  throttled yes, under-voltage not readable',
			'     temperature   81°C',
			'     pressure      no task waited for a cpu, disks or memory',
			'     fullest disk  / 20%',
			'     cause         It is too hot, and slows down so that it cools. Air, a fan',
			'                   or less load helps.',
			'     to look further, on pi-1',
			'       vcgencmd measure_temp',
			'       vcgencmd get_throttled',
		]);
	});

	test('a host key is refused: both fingerprints, and no command broken', () => {
		const state = stateOf([withFailure(changedKey)], {nodes: {pane: 'why'}});
		expect(pane(state, 80).slice(1)).toEqual([
			'     host key changed: refused',
			'     host key      ED25519',
			'                   shown     SHA256:q8Qk1r0ZbT3uVxW5m2c7Yd9EoLhJsPaNfGiKtRyUe4M',
			'                   recorded  SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDRWxUwbfFJNhCYZj0',
			'                             line 3 of /home/alice/.ssh/known_hosts',
			'     cause         The node was installed anew, or something else answers in',
			'                   its place. Nothing was sent.',
			'     to look further, on pi-1',
			'       ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
			'     to look further, here',
			"       ssh-keygen -R '[pi-1]:2222' -f /home/alice/.ssh/known_hosts",
		]);
	});

	test('says how much of it has no room, and which key goes there', () => {
		const cursor = 'pi-1' as NodeName;
		const long = (nodes: Partial<NodesScreen>): State =>
			stateOf([withFailure(changedKey), ...rack], {nodes: {cursor, pane: 'why', ...nodes}});
		const beside = body(long({}), [80, 24]).slice(9, -1);
		const hidden = pane(long({}), 80).slice(beside.length);
		expect(hidden.at(-1)).toContain('ssh-keygen -R');
		expect(beside[0]).toMatch(/^ ─── pi-1 ─+ .*↓ \d more · tab$/);
		expect(beside[0]).toContain(`↓ ${hidden.length} more`);
		expect(body(long({focus: 'detail'}), [80, 24])[9]).toMatch(/↓ \d more$/);
		expect(body(long({}), [80, 30]).join('')).not.toContain('more');
		expect(body(long({}), [80, 24, inAscii])[9]).toMatch(/v \d more \| tab$/);
	});

	test('takes the place of the facts beside the table, and the whole body where it is open', () => {
		const beside = body(onGpu({pane: 'why'}), [80, 24]);
		expect(beside[10]).toBe('     mixed-gpu-cpu · since 13:41');
		const open = body(onGpu({pane: 'why', isOpen: true}), [120, 40]);
		expect(open.slice(1, 5)).toEqual([
			expect.stringMatching(/^ ─── gpu-01 ─/),
			'     mixed-gpu-cpu · since 13:41',
			'',
			'     evidence      gpu 0 98% at 92% of its power limit, cpu 87%',
		]);
	});
});

test('nothing that a node says in its detail acts on the terminal or leaves its place', () => {
	for (const [index, {text}] of hostileCorpus.entries()) {
		const failure: Failure =
			index % 2 === 0
				? {kind: 'exited', where: text, exitCode: 1, signal: undefined, stderr: text}
				: {...changedKey, keyType: text, name: text, files: [text], where: text};
		for (const shown of ['facts', 'why'] as const) {
			const state = stateOf([withFailure(failure, text)], {nodes: {pane: shown}});
			for (const line of pane(state, 80)) {
				expect(line).not.toMatch(/\p{Cc}|\p{Cf}(?<!\u200d)|\p{Zl}|\p{Zp}/u);
				expect(widthOf(clean(line))).toBeLessThanOrEqual(80);
			}
		}
	}
});
