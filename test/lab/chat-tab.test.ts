/** The chat tab on a pseudo-terminal where a lab's operator is, while the host that answers is stopped. */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {isIsolated, type Lab, openLab} from '../../scripts/lab/lab.ts';
import {programPath} from '../helpers/program.ts';
import {openScreenSession, type ScreenSession} from '../helpers/screen-session.ts';
import {quote} from '../helpers/watched-rack.ts';

const names = ['h1', 'h2', 'h3'];
const words = Array.from({length: 60}, (_, index) => `w${index}`).join(' ');
/** The least patience between two tokens (rules/answer-deadlines.ts), and what a loaded machine takes for all else. */
const givenUpMs = 20_000 + 15_000;

describe.skipIf(!isIsolated)('a host that is stopped in mid-answer', () => {
	let rack: Lab;

	beforeAll(async () => {
		const ollama = {engine: 'scripted', tokensPerSecond: 10, models: ['tiny']} as const;
		rack = await openLab({hosts: names.length, ollama});
	});

	afterAll(() => rack.close());

	test('is said to be silent, then to have broken off, and the conversation goes on', async () => {
		const session = await openChatTab(rack);
		session.type(words);
		await session.sees('w59');
		session.type('\r');
		await session.sees('You said: w0 w1 w2');
		const stopped = /\S (h[123]) · (?:warm|loaded first)/.exec(screenOf(session))?.[1] ?? '';
		expect(names).toContain(stopped);

		await rack.fault(stopped, 'ollama-stop');
		const cutAtMs = performance.now();
		await seen(session, `${stopped} · silent for`, givenUpMs);
		expect(screenOf(session)).toMatch(/silent for \d+ s of at most 20/);
		expect(screenOf(session)).not.toMatch(/tok\/s/);
		session.type('and on');
		await session.sees('next in queue');
		session.type('\r');

		await seen(session, 'what follows begins anew', givenUpMs);
		quote(`chat tab: another host began after ${Math.round(performance.now() - cutAtMs)} ms`);
		expect(screenOf(session)).toMatch(/no answer after 20 s\b.* \d+ words\s+came;/s);
		await seen(session, 'You said: and on.', givenUpMs);
		expect(screenOf(session)).toContain(`skipped ${stopped} (failed this turn)`);
		await rack.heal(stopped);
		session.type('\u0003');
		expect(await session.ended()).toMatchObject({status: 0, isRestored: true});
	});
});

function screenOf({lines}: ScreenSession): string {
	return lines().join('\n');
}

/** Longer than a session waits by itself. */
async function seen(session: ScreenSession, text: string, withinMs: number): Promise<void> {
	const endMs = performance.now() + withinMs;
	while (!screenOf(session).includes(text) && performance.now() < endMs) {
		await pause(50);
	}

	expect(screenOf(session)).toContain(text);
}

async function openChatTab(rack: Lab): Promise<ScreenSession> {
	const config = join(rack.folder, 'operator', 'chat-tab.yaml');
	// JSON is YAML.
	writeFileSync(
		config,
		JSON.stringify({version: 1, cluster: 'lab', nodes: names.map(name => ({name}))}),
	);
	const session = openScreenSession({
		...{columns: 120, rows: 50, landmark: 'h3'},
		argv: rack.argvAt([process.execPath, programPath, '--config', config]),
		env: definedOf(rack.environment),
	});
	await session.drawn();
	session.type('3');
	await session.sees('Ask something');
	return session;
}

function definedOf(environment: Lab['environment']): Record<string, string> {
	return Object.fromEntries(
		Object.entries(environment).flatMap(([name, value]) =>
			value === undefined ? [] : [[name, value]],
		),
	);
}
