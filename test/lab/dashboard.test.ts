/** The dashboard on a pseudo-terminal where a lab's operator is, while a cable is out. */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {setTimeout as pause} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {programPath} from '../helpers/program.ts';
import {openScreenSession, type ScreenSession} from '../helpers/screen-session.ts';
import {quote} from '../helpers/watched-rack.ts';

const names = ['h1', 'h2', 'h3'];
const intervalMs = 2000;
/** A node is down when nothing was heard of it for so long (DESIGN 7). */
const downMs = 15_000;
/** Values are old when two answers in a row are missing, the second 250 ms late (store/age.ts), and drawn within 250. */
const dimMs = 2 * intervalMs + 250 + 250;
/**
 * Of a machine that other tests load as well: processes, the terminal, our own looking; less than the interval that one
 * more answer would take. Alone, 60 ms are enough.
 */
const loadMs = 1900;

function rowOf({lines}: ScreenSession, name: string): string {
	return lines().find(line => line.slice(5).startsWith(`${name} `)) ?? '';
}

/** Whether the values of a row are drawn as old: no cell of them in the colour of the others. */
function isDim({terminal, lines}: ScreenSession, name: string): boolean {
	const row = lines().findIndex(line => line.slice(5).startsWith(`${name} `));
	const text = lines()[row] ?? '';
	const line = terminal.buffer.active.getLine(row);
	const percent = text.indexOf('%');
	return percent >= 0 && line?.getCell(percent)?.isDim() !== 0;
}

/** Since now, in milliseconds. Throws when it does not come in time. */
async function msUntil(isSo: () => boolean, withinMs: number, what: string): Promise<number> {
	const startMs = performance.now();
	while (!isSo()) {
		if (performance.now() - startMs > withinMs) {
			throw new Error(`${what} did not come within ${withinMs} ms`);
		}

		await pause(20);
	}

	return Math.round(performance.now() - startMs);
}

type Watched = {
	text: string;
	sinceMs: number;
	/** How long at most it was the same. */
	longestMs: number;
	changes: number;
	wasOld: boolean;
};

/** What rows show, until it is stopped. */
function watchRows(session: ScreenSession, watched: readonly string[]) {
	const rows = new Map<string, Watched>();
	const timer = setInterval(() => {
		for (const name of watched) {
			const nowMs = performance.now();
			const text = rowOf(session, name);
			const row = rows.get(name) ?? {text, sinceMs: nowMs, longestMs: 0, changes: 0, wasOld: false};
			row.longestMs = Math.max(row.longestMs, nowMs - row.sinceMs);
			row.wasOld ||= isDim(session, name) || text.includes(' old');
			if (text !== row.text) {
				row.changes += 1;
				row.text = text;
				row.sinceMs = nowMs;
			}

			rows.set(name, row);
		}
	}, 50);
	return () => {
		clearInterval(timer);
		return [...rows.values()];
	};
}

describe.skipIf(!isIsolated)('while a cable is out', () => {
	let rack: Lab;

	beforeAll(async () => {
		rack = await openLab({hosts: names.length});
	});

	afterAll(() => rack.close());

	test('its row is old, then down, then back, and the others never pause', async () => {
		const session = await openInLab(rack);
		const waiting = monitorEventLoopDelay();
		waiting.enable();
		const stopWatching = watchRows(session, ['h2', 'h3']);
		await rack.fault('h1', 'link-down');
		const cut = (isSo: () => boolean, withinMs: number, what: string) =>
			msUntil(isSo, withinMs, `${what}: ${session.lines().join('\n')}`);
		const cutAtMs = performance.now();
		const sinceCut = () => Math.round(performance.now() - cutAtMs);
		const isOld = (): boolean => isDim(session, 'h1') && / \d+ s old/.test(rowOf(session, 'h1'));
		await cut(isOld, 3 * dimMs, 'dim, with its age');
		const old = {row: rowOf(session, 'h1').trim(), ms: sinceCut()};
		await cut(() => /^.{3}✖ h1 /.test(rowOf(session, 'h1')), 2 * downMs, 'down');
		const down = {row: rowOf(session, 'h1').trim(), ms: sinceCut()};
		await rack.heal('h1');
		const backMs = await cut(() => /^.{3}[●▲] h1 .*%/.test(rowOf(session, 'h1')), 40_000, 'back');
		const others = stopWatching();
		waiting.disable();
		/** And as long as the machine let this process wait. */
		const lateMs = loadMs + waiting.max / 1e6;
		const longestMs = others.map(row => Math.round(row.longestMs));
		quote(
			`cable out: dim and ${/\d+ s old/.exec(old.row)?.[0]} after ${old.ms} ms, down after ${down.ms} ms (${down.row}), back ${backMs} ms after it was healed; the others stood still for ${longestMs.join(' and ')} ms at most`,
		);

		// The last answer came up to an interval before the cable was out.
		expect(old.ms).toBeGreaterThan(dimMs - intervalMs - 500);
		expect(old.ms).toBeLessThan(dimMs + lateMs);
		expect(old.row).toMatch(/^(?:› )?[●▲] h1 .*% .* [4-7] s old$/);
		expect(down.ms).toBeGreaterThan(downMs - intervalMs - loadMs);
		expect(down.ms).toBeLessThan(downMs + lateMs);
		expect(down.row).toMatch(/timed out|no answer|no route/);
		// A dial that is under way gets through with its next packet; else the next dial is some seconds away.
		expect(backMs).toBeLessThan(20_000);
		expect(others.map(({wasOld}) => wasOld)).toEqual([false, false]);
		expect(Math.min(...others.map(({changes}) => changes))).toBeGreaterThan(2);
		session.type('q');
		expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
	});
});

async function openInLab(rack: Lab): Promise<ScreenSession> {
	const config = join(rack.folder, 'operator', 'dashboard.yaml');
	// JSON is YAML.
	writeFileSync(
		config,
		JSON.stringify({version: 1, cluster: 'lab', nodes: names.map(name => ({name}))}),
	);
	const session = openScreenSession({
		...{columns: 120, rows: 40, landmark: 'h3'},
		argv: rack.argvAt([process.execPath, programPath, '--config', config]),
		// Old values are faint there, and nothing else of a row is.
		env: {...definedOf(rack.environment), NO_COLOR: '1'},
	});
	await session.drawn();
	await msUntil(
		() => names.every(name => /^.{3}[●▲] .* \d+%/.test(rowOf(session, name))),
		20_000,
		'all nodes',
	);
	return session;
}

function definedOf(
	environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(environment).filter(
			(entry): entry is [string, string] => entry[1] !== undefined,
		),
	);
}
