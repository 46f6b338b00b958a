/** `clusterdeck chat` as a person meets it: on a real pseudo-terminal, over a real sshd. */
import {describe, expect, it} from 'vitest';
import {answerSchema} from '../../source/parsers/answer-schema.ts';
import {chatOnTerminal, chatRack} from '../helpers/chat-rack.ts';
import {makeKey, startSshd} from '../helpers/sshd.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';
import type {OllamaServer} from '../ollama/server.ts';
import {type ScriptedReply, scriptedEngine} from '../ollama/scripted-engine.ts';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';

const says = (content: ScriptedReply['content'], tokensPerSecond?: number) => ({
	engine: scriptedEngine({
		reply: () => (content === undefined ? {} : {content}),
		...(tokensPerSecond === undefined ? {} : {tokensPerSecond}),
	}),
});
const paced = (tokensPerSecond: number) => ({engine: scriptedEngine({tokensPerSecond})});
const prose = [
	'The sky is blue because the molecules of the air scatter short wavelengths of light more than long ones.',
	'',
	'- Rayleigh scattering grows with the inverse of the fourth power of the wavelength.',
	'- Violet is scattered more, but the sun sends less of it, and our eyes see less of it.',
].join('\n');
const esc = '\u001b';

describe('an answer on a terminal', () => {
	it('streams, and what it cost stands below it', async () => {
		const rack = await chatRack([paced(5)]);
		const session = chatOnTerminal(rack, ['one two three four five six seven eight nine ten']);
		await session.sees('You said: one two');
		expect(session.lines().join('\n')).not.toContain('ten.');
		const {status, words, isTerminalAsBefore} = await session.ended();

		expect({status, isTerminalAsBefore}).toEqual({status: 0, isTerminalAsBefore: true});
		expect(words).toContain('You said: one two three four five six seven eight nine ten.');
		expect(words.at(-1)).toMatch(/^n1 · loaded first · TTFT .* tok\/s · \d+ tokens ·|^ {2}/);
	});

	it.each([40, 80, 120])('is broken between words at %i columns', async columns => {
		const rack = await chatRack([says(prose)]);
		const session = chatOnTerminal(rack, ['why'], {columns});
		const {words} = await session.ended();
		const from = words.findIndex(line => line.startsWith('The sky'));
		const to = words.findLastIndex(line => /^n1 · loaded first/.test(line));
		const answer = words.slice(from, to);

		expect(answer.join(' ').replaceAll(/\s+/g, ' ').trim()).toBe(prose.replaceAll(/\s+/g, ' '));
		expect(answer.every(line => line.length <= columns)).toBe(true);
		const below = answer.slice(answer.findIndex(line => line.startsWith('- Violet')) + 1);
		expect(below.every(line => line === '' || line.startsWith('  '))).toBe(true);
	});

	it('that takes long to begin is waited for with words that go away', async () => {
		const rack = await chatRack([{faults: {loadMs: 5000}}]);
		const session = chatOnTerminal(rack, ['hello']);
		await session.sees('n1 loads tiny:latest, ');
		const {status, words} = await session.ended();

		expect(status).toBe(0);
		expect(words.join('\n')).not.toContain('n1 loads');
		expect(words).toContain('You said: hello.');
	});

	it('that is thought about first says so until it begins', async () => {
		const thinking = 'so so so so so so so so so so';
		const engine = scriptedEngine({
			tokensPerSecond: 4,
			reply: () => ({thinking, content: 'an answer'}),
		});
		const rack = await chatRack([{engine}]);
		const session = chatOnTerminal(rack, ['hello']);
		await session.sees('n1 thinks, ');
		const {words} = await session.ended();

		expect(words).toContain('an answer');
		expect(words.join('\n')).not.toMatch(/thinks|so so/);
	});

	it('that goes to a file is told of at the terminal while it comes', async () => {
		const rack = await chatRack([paced(4)]);
		const script = '"$@" >/dev/null; echo "status $?"';
		const session = chatOnTerminal(rack, ['one two three four five six seven eight'], {script});
		await session.sees('n1 answers, ');
		const {status, words} = await session.ended();

		expect(status).toBe(0);
		expect(words.join('\n')).not.toContain('n1 answers');
	});

	it('of a dumb terminal is without any sequence, and the wait is told once', async () => {
		const rack = await chatRack([{faults: {loadMs: 2500}}]);
		const session = chatOnTerminal(rack, ['hello'], {env: {TERM: 'dumb'}});
		const {status} = await session.ended();

		expect(status).toBe(0);
		expect(session.output()).not.toContain(esc);
		expect(session.output().match(/n1 loads tiny:latest, about 2 s\r\n/g)).toHaveLength(1);
	});

	it('is one document with --json, and nothing else on stdout', async () => {
		const rack = await chatRack([paced(20)]);
		const script = '"$@" 2>/dev/null; echo "status $?"';
		const session = chatOnTerminal(rack, ['--json', 'hello'], {script, columns: 400});
		const {status} = await session.ended();
		const [text = ''] = session.output().split('status');

		expect(status).toBe(0);
		expect(answerSchema.parse(JSON.parse(text))).toMatchObject({
			answer: {content: 'You said: hello.'},
		});
	});

	it('goes on from the last one with --continue, and what is piped in comes first', async () => {
		const rack = await chatRack([{}]);
		await chatOnTerminal(rack, ['first']).ended();
		const script = 'printf "a log\\n" | "$@"; echo "status $?"';
		const {status} = await chatOnTerminal(rack, ['--continue', 'last', 'second'], {script}).ended();

		expect(status).toBe(0);
		const asked = rack.servers[0]?.requests.findLast(({path}) => path === '/api/chat')?.body;
		expect(asked).toMatchObject({
			messages: [{content: 'first'}, {role: 'assistant'}, {content: 'a log\n\nsecond'}],
		});
		expect(rack.countKept()).toBe(1);
	});
});

describe('an answer that is stopped', () => {
	it.each([
		['Ctrl-C', '\u0003', 130],
		['Ctrl-\\', '\u001c', 131],
	])('by %s keeps what came, on the screen and on disk', async (_, keys, expected) => {
		const rack = await chatRack([paced(10)]);
		const session = chatOnTerminal(rack, [`one two three ${'and on '.repeat(40)}`]);
		await session.sees('You said: one two');
		session.type(keys);
		const {status, isTerminalAsBefore, isStatusOnLineOfItsOwn, words} = await session.ended();

		expect({status, isTerminalAsBefore}).toEqual({status: expected, isTerminalAsBefore: true});
		expect(isStatusOnLineOfItsOwn).toBe(true);
		expect(words.join('\n')).toMatch(
			/\nYou said: one two.*\nclusterdeck: stopped; what came is kept:\s+clusterdeck chat export \d{8}-/,
		);
		const kept = await rack.kept();
		expect(kept).toMatchObject({
			value: {
				conversation: {turns: [], interrupted: [{attempts: [{outcome: {state: 'cancelled'}}]}]},
			},
		});
		const [, content = 'nothing'] =
			/"content":"(You said: one two[^"]*)"/.exec(JSON.stringify(kept)) ?? [];
		expect(words.join(' ').replaceAll(/\^[C\\]/g, '')).toContain(content.trim());
		await until(() => rack.servers[0]?.busy().answering === 0);
	});

	it('while its model loads leaves no line behind', async () => {
		const rack = await chatRack([{faults: {loadMs: 20_000}}]);
		const session = chatOnTerminal(rack, ['hello']);
		await session.sees('n1 loads tiny:latest, ');
		session.type('\u0003');
		const {status, words, isTerminalAsBefore} = await session.ended();

		expect({status, isTerminalAsBefore}).toEqual({status: 130, isTerminalAsBefore: true});
		expect(words.join('\n')).not.toContain('loads tiny:latest');
	});
});

describe('a hostile answer', () => {
	const attacks = [
		`${esc}]52;c;aGk=\u0007${esc}]0;owned\u0007${esc}[2J${esc}[?1049h`,
		'\u202Etxt.exe\u202C \u2066hidden\u2069 \u200B\u200D \uFEFF',
		'\u009b31m\u0090$q"p\u009c\u009d52;c;aGk=\u009c',
		`${esc}`,
		`[31m${esc}]5`,
		'2;c;aGk=\u0007\r\rover the line\b\b\b',
		`e${'\u0301'.repeat(500)}`,
	];

	it('does nothing to the terminal', async () => {
		const rack = await chatRack([says(attacks)]);
		const session = chatOnTerminal(rack, ['hello']);
		const {status, isTerminalAsBefore} = await session.ended();
		const text = session.output().replaceAll(`\r${esc}[K`, '').replaceAll('\r\n', '\n');

		expect({status, isTerminalAsBefore}).toEqual({status: 0, isTerminalAsBefore: true});
		expect(session.copies).toEqual([]);
		expect(session.titles).toEqual([]);
		expect(text).not.toMatch(/[^\P{Cc}\n]/u);
		expect(text).not.toMatch(/[\p{Bidi_C}\u200B-\u200D\uFEFF]/u);
		expect(text).toContain('␛]52;c;aGk=␇');
	});

	it('of a token of ten megabytes comes through whole', async () => {
		const letters = 10 * 2 ** 20;
		const rack = await chatRack([says(['x'.repeat(letters), ' the end'])]);
		const session = chatOnTerminal(rack, ['hello']);
		const {status} = await session.ended();

		expect(status).toBe(0);
		const [before = ''] = session.output().split('the end');
		expect(before.replaceAll(/[^x]/g, '').length).toBeGreaterThanOrEqual(letters);
		expect(session.output()).toContain('the end');
	});

	it('that never ends its line is stopped as any other', async () => {
		const rack = await chatRack([
			says(
				Array.from({length: 20_000}, () => 'ab'),
				400,
			),
		]);
		const session = chatOnTerminal(rack, ['hello']);
		await session.sees('abababab');
		session.type('\u0003');
		const {status} = await session.ended();

		expect(status).toBe(130);
	});
});

it('a passphrase is asked for on a line of its own, waited for, and the answer comes', async () => {
	const passphrase = 'correct horse';
	const clientKey = makeKey(join(temporaryDirectory(), 'id_ed25519'), passphrase);
	const authorized = readFileSync(`${clientKey}.pub`, 'utf8');
	const rack = await chatRack([{}], {...(await startSshd({authorized})), clientKey});
	const session = chatOnTerminal(rack, ['hello']);
	await session.sees('Passphrase for');
	const [asked] = session.lines().filter(line => line.includes('Passphrase for'));
	expect(asked).toMatch(/^n1 \(127\.0\.0\.1:\d+\): Passphrase for /);
	await new Promise(resolve => {
		setTimeout(resolve, 2500);
	});
	expect(session.lines().join('\n')).not.toContain('looks who can answer');
	session.type(`${passphrase}\r`);
	const {status, words} = await session.ended();

	expect(status).toBe(0);
	expect(words).toContain('You said: hello.');
	expect(session.output()).not.toContain('horse');
});

it('a node that breaks off is marked between the two answers', async () => {
	const rack = await chatRack([paced(20), paced(20)]);
	const script = '"$@"; echo "status $?"';
	await Promise.all(rack.servers.map(server => server.setFaults({dieAfter: 3})));
	const session = chatOnTerminal(rack, ['one two three four'], {columns: 40, script});
	const isAsked = ({requests}: OllamaServer): boolean =>
		requests.some(({path}) => path === '/api/chat');
	await until(() => rack.servers.some(isAsked));
	const asked = rack.servers.findIndex(isAsked);
	await rack.servers[1 - asked]?.setFaults({});
	const {status, words} = await session.ended();
	const text = words.join('\n');

	expect(status).toBe(0);
	expect(text).toContain(
		`You said: one\n\n[n${asked + 1} broke off after 3 words; what\n follows begins anew]\n`,
	);
	expect(text).toContain(`is asked.\n→ n${2 - asked}`);
	expect(text).toMatch(
		/Another node\s+is asked\.\n→ n[12][^\n]*\n(?: {2}[^\n]*\n)*You said: one two three four\.\n/,
	);
});
