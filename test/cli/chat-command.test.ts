import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {describe, expect, test} from 'vitest';
import {answerSchema} from '../../source/parsers/answer-schema.ts';
import {aChatWorld} from '../helpers/chat-world.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';
import {scriptedEngine} from '../ollama/scripted-engine.ts';

const png = '\u0089PNG\r\n\u001a\n----';
const paced = (tokensPerSecond = 50) => ({engine: scriptedEngine({tokensPerSecond})});
const says = (content: string) => ({engine: scriptedEngine({reply: () => ({content})})});

describe('clusterdeck chat', () => {
	test('prints the answer, and beside it which model, which node and what it cost', async () => {
		const {ask, kept} = await aChatWorld([{}]);
		const {status, printed, notes, complaints} = await ask(['why', 'not?']);

		expect(status).toBe(0);
		expect(printed).toBe('You said: why not?.\n');
		expect(notes[0]).toMatch(/^→ n1 · loads in about 2\.0 s/);
		expect(notes.slice(1, -1).join(' ').replaceAll(/\s+/g, ' ')).toContain(
			' 30 s to its first token (up to 600 s while it loads), 20 s to each next one, then it is given up',
		);
		expect(notes.at(-1)).toMatch(/^n1 · loaded first · TTFT .* · 4 tokens · \d{8}-\d{6}-\w{6}$/);
		expect(complaints).toEqual([]);
		expect(await kept()).toMatchObject([
			{conversation: {turns: [{question: {content: 'why not?'}}], interrupted: []}},
		]);
	});

	test('says which of several models it took, where nobody named one', async () => {
		const {ask} = await aChatWorld([{models: [{name: 'tiny'}, {name: 'other'}]}, {}]);
		const {notes} = await ask(['hello']);

		expect(notes[0]).toBe('tiny:latest, on 2 nodes: --model or chat.model names another');
	});

	test('says where the same name is another model', async () => {
		const {ask} = await aChatWorld([{models: [{name: 'tiny', parameters: {seed: 1}}]}, {}]);
		const {status, complaints} = await ask(['--node', 'n1', 'hello']);

		expect(status).toBe(0);
		expect(complaints).toEqual([]);
		const whole = await ask(['hello'], {config: 'chat: {routing: round-robin}\n'});
		expect(whole.complaints).toEqual([
			expect.stringMatching(/^tiny:latest of n\d \(\w{12}\) is not that of n\d \(\w{12}\)\./),
		]);
	});

	test('what is piped in comes before the prompt', async () => {
		const {ask} = await aChatWorld([{}]);

		const piped = Buffer.from('ä log\n').toString('latin1');
		const {printed} = await ask(['sum', 'up'], {piped});

		expect(Buffer.from(printed, 'latin1').toString()).toBe('You said: ä log\n\nsum up.\n');
	});

	test('what is piped in and is no text is not sent', async () => {
		const {ask} = await aChatWorld([{}]);
		for (const piped of ['ELF\0\u0001', 'caf\u00e9 cr\u00e8me', 'caf\u00e9', '\u00b0C']) {
			const {status, printed, complaints} = await ask(['sum', 'up'], {piped});
			expect([status, printed]).toEqual([2, '']);
			expect(complaints).toEqual([expect.stringMatching(/^What is piped in is not text: /)]);
		}

		// As tail -c and head -c cut it: within a character at both ends.
		for (const text of ['ä lög ö', '€ log €']) {
			const cut = Buffer.from(text).toString('latin1').slice(1, -1);
			expect(await ask(['sum', 'up'], {piped: cut})).toMatchObject({status: 0});
		}
	});

	test('does not wait for nodes that are down', async () => {
		const {ask} = await aChatWorld([{}, 'down']);
		const {status, printed} = await ask(['hello']);

		expect([status, printed]).toEqual([0, 'You said: hello.\n']);
	});

	test('ten calls in turns reach all nodes in turn', async () => {
		const {ask} = await aChatWorld([{}, {}, {}, {}]);
		const nodes: string[] = [];
		for (let call = 0; call < 10; call += 1) {
			const {notes} = await ask(['hello'], {config: 'chat: {routing: round-robin}\n'});
			nodes.push(/^→ (\w+)/m.exec(notes.join('\n'))?.[1] ?? '');
		}

		expect(new Set(nodes.slice(0, 4)).size).toBe(4);
		expect(nodes.slice(4)).toEqual(nodes.slice(0, 6));
	});

	test('a node that failed the calls before is not asked by the next one', async () => {
		const {ask, server} = await aChatWorld([{}, {}]);
		const config = 'chat: {routing: round-robin}\n';
		await server('n1').setFaults({dieAfter: 0});
		for (let call = 0; call < 5; call += 1) {
			await ask(['--node', 'n1', 'hello'], {config});
		}

		const before = server('n1').requests.length;
		const {status, notes, complaints} = await ask(['--explain', 'hello'], {config});
		expect(status).toBe(0);
		expect(complaints).toEqual([]);
		expect(notes.join('\n')).toMatch(/→ n2/);
		const since = server('n1').requests.slice(before);
		expect(since.filter(({path}) => path === '/api/chat')).toEqual([]);
	});

	test('explains its choice where that is asked for', async () => {
		const {ask} = await aChatWorld([{}, 'down']);
		const {notes} = await ask(['--explain', '--model', 'tiny', 'hello']);

		expect(notes[0]).toMatch(/^tiny · 2 tokens in, about 256 out · resource-aware/);
		expect(notes).toContainEqual(expect.stringMatching(/^\s+n2 +no route to host/));
	});

	test('a terminal gets the answer as it comes, harmless', async () => {
		const {ask} = await aChatWorld([says('\u001b[31mred\u0007 e\u0301 \u0928\u093f')]);

		expect((await ask(['hello'], {isTerminal: true})).printed).toBe(
			'␛[31mred␇ e\u0301 \u0928\u093f\n',
		);
	});

	test('a narrow terminal gets what it cost in whole words, the id to go on from among them', async () => {
		const {ask} = await aChatWorld([{}]);
		const {notes} = await ask(['hello'], {isTerminal: true, columns: 40});

		expect(notes.slice(-2).every(line => line.length <= 40)).toBe(true);
		expect(notes.at(-1)).toMatch(/^ {2}.*\d{8}-\d{6}-\w{6}$/);
	});

	test('a file gets the answer as it was said', async () => {
		const {ask} = await aChatWorld([says('\u001b[31mü')]);
		const {printed} = await ask(['hello']);

		expect(Buffer.from(printed, 'latin1').toString()).toBe('\u001b[31mü\n');
	});

	test('an answer that breaks off stays on the terminal, marked, and the whole one follows', async () => {
		const {ask, server, kept} = await aChatWorld([paced(), paced()]);
		await server('n1').setFaults({dieAfter: 2});
		const {status, printed, complaints} = await ask(['one two'], {isTerminal: true});

		expect(status).toBe(0);
		expect(printed).toBe(
			'You said:\n\n[n1 broke off after 2 words; what follows begins anew]\n\nYou said: one two.\n',
		);
		expect(complaints).toEqual([expect.stringMatching(/^n1: .* Another node is asked\.$/)]);
		const [file] = await kept();
		expect(file?.file.records.map(({type}) => type)).toEqual(['opened', 'turn']);
		expect(file?.conversation.turns[0]).toMatchObject({
			answer: {content: 'You said: one two.'},
			attempts: [{node: 'n1', partial: {content: 'You said:'}}, {node: 'n2'}],
		});
	});

	test('a file gets only the whole one', async () => {
		const {ask, server} = await aChatWorld([paced(), paced()]);
		await server('n1').setFaults({dieAfter: 2});

		expect((await ask(['one two'])).printed).toBe('You said: one two.\n');
	});

	test('an answer that no node could end is kept as interrupted, and the exit says so', async () => {
		const {ask, server, kept} = await aChatWorld([paced()]);
		await server('n1').setFaults({dieAfter: 2});
		const {status, printed, complaints} = await ask(['one two']);

		expect([status, printed]).toEqual([1, '']);
		expect(complaints).toEqual([expect.stringMatching(/^No answer: n1: Ollama.*broke off/)]);
		expect(await kept()).toMatchObject([
			{conversation: {turns: [], interrupted: [{attempts: [{partial: {content: 'You said:'}}]}]}},
		]);
	});

	test('--json is a document of its schema, of a whole answer and of none', async () => {
		const {ask, server} = await aChatWorld([{}, 'down']);
		const whole: unknown = JSON.parse((await ask(['--json', 'hello'])).printed);
		await server('n1').setFaults({errorAfter: 0});
		const none: unknown = JSON.parse((await ask(['--json', 'hello'])).printed);
		const nobody: unknown = JSON.parse((await ask(['--json', '--model', 'x', 'hello'])).printed);

		expect(answerSchema.parse(whole)).toMatchObject({
			...{state: 'answered', model: 'tiny:latest', answer: {content: 'You said: hello.'}},
			remarks: [],
			attempts: [
				{
					node: 'n1',
					deadlines: {firstTokenMs: 30_000, idleMs: 20_000, loadingMs: 600_000},
					decision: {rejected: [{node: 'n2', reason: 'unreachable'}]},
				},
			],
		});
		expect(answerSchema.parse(none)).toMatchObject({
			...{state: 'failed', problem: expect.any(String), attempts: [{outcome: 'failed'}]},
		});
		expect(answerSchema.parse(nobody)).toMatchObject({
			state: 'noRoute',
			decision: {mode: 'resource-aware'},
		});
	});

	test('--continue goes on from what was said', async () => {
		const {ask, kept, server} = await aChatWorld([{}]);
		await ask(['--system', 'be brief', 'first']);
		const {status} = await ask(['--continue', 'last', 'second']);

		expect(status).toBe(0);
		expect(server('n1').requests.findLast(({path}) => path === '/api/chat')?.body).toMatchObject({
			messages: [
				{role: 'system', content: 'be brief'},
				{role: 'user', content: 'first'},
				{role: 'assistant', content: 'You said: first.'},
				{role: 'user', content: 'second'},
			],
		});
		const [file] = await kept();
		expect(file?.conversation).toMatchObject({turns: {length: 2}, forks: []});
	});

	test('a picture goes to a model that sees', async () => {
		const path = join(await temporaryDirectory(), 'a.png');
		await writeFile(path, png, 'latin1');
		const {ask, server} = await aChatWorld([
			{models: [{name: 'eyes', capabilities: ['completion', 'vision']}]},
		]);

		expect((await ask(['--image', path, 'what?'])).printed).toBe(
			'You said: what?. I see 1 images.\n',
		);
		expect(
			server('n1').requests.findLast(({path: asked}) => asked === '/api/chat')?.body,
		).toMatchObject({
			messages: [{images: [Buffer.from(png, 'latin1').toString('base64')]}],
		});
	});

	test('what is stopped is kept, and said to whom had left', async () => {
		const {ask, kept, server} = await aChatWorld([paced(10)]);
		const stopping = new AbortController();
		// Some words of its 27 have come by then.
		void until(() => server('n1').busy().answering === 1)
			.then(() => sleep(500))
			.then(() => stopping.abort());
		const {status} = await ask(
			['one two three four five six seven eight nine ten a b c d e f g h i j k l'],
			{
				world: {signal: stopping.signal},
			},
		);

		expect(status).toBe(141);
		expect(await kept()).toMatchObject([{conversation: {turns: [], interrupted: {length: 1}}}]);
	});
});

describe('one sentence and the remedy', () => {
	test.each([
		['there is no prompt', [], /^There is no prompt: clusterdeck chat "why/, 2],
		[
			'the node is not known',
			['--node', 'm1', 'x'],
			/^There is no node m1\. Did you mean n1\?$/,
			2,
		],
		[
			'the node is down',
			['--node', 'n2', 'x'],
			/^n2 cannot answer: no route to host\. clusterdeck doctor n2 says more\./,
			1,
		],
		[
			'nobody has the model',
			['--model', 'tini', 'x'],
			/^No node has tini\. Did you mean tiny:latest\?$/,
			1,
		],
		['there is no such picture', ['--image', '/nowhere.png', 'x'], /^\/nowhere\.png: .*/, 2],
		[
			'it is no picture',
			['--image', '/proc/self/status', 'x'],
			/is no picture: --image takes a PNG/,
			2,
		],
	] as const)('where %s', async (...[, args, sentence, exit]) => {
		const {ask} = await aChatWorld([{}, 'down']);
		const {status, complaints} = await ask(args);

		expect(complaints).toEqual([expect.stringMatching(sentence)]);
		expect(status).toBe(exit);
	});

	test('where a model is too big for every node', async () => {
		const {ask} = await aChatWorld([{models: [{name: 'huge', sizeBytes: 900e9}]}]);
		const {status, complaints} = await ask(['x']);

		expect(status).toBe(1);
		expect(complaints).toEqual([
			expect.stringMatching(/^No node can run huge:latest: it needs .* TiB|GiB/),
		]);
	});

	test('where no node has a model', async () => {
		const {ask} = await aChatWorld([{models: []}]);

		expect((await ask(['x'])).complaints).toEqual([
			'No node has a model. Put one on each: clusterdeck models pull llama3.2:3b --all',
		]);
	});

	test('where another server has the port', async () => {
		const {ask} = await aChatWorld([{faults: {otherServer: 'web'}}]);

		expect((await ask(['x'])).complaints).toEqual([
			expect.stringMatching(/^No node answers.*n1: .*not Ollama/),
		]);
	});

	test('where the model does not see', async () => {
		const path = join(await temporaryDirectory(), 'a.png');
		await writeFile(path, png, 'latin1');
		const {ask} = await aChatWorld([{}]);

		expect((await ask(['--image', path, 'x'])).complaints).toEqual([
			expect.stringMatching(/^tiny:latest cannot see images\./),
		]);
	});

	test('where the prompt is longer than the context', async () => {
		const {ask, server} = await aChatWorld([{}, {}]);
		const answer = {status: 500, body: '{"error":"the input length exceeds the context length"}'};
		await ask(['warm']);
		await server('n1').setFaults({errorAfter: 0, errorText: JSON.parse(answer.body).error});
		await server('n2').setFaults({errorAfter: 0, errorText: JSON.parse(answer.body).error});

		expect((await ask(['x'])).complaints).toEqual([
			expect.stringMatching(
				/^The prompt is too long for tiny:latest on n1, where 2,?048 tokens fit\. Shorten it,/,
			),
		]);
	});
});
