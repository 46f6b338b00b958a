import fc from 'fast-check';
import {describe, expect, test, vi} from 'vitest';
import {answerLines, ofStatuses} from '../../source/clients/answer-lines.ts';
import {anOllama, answerOf, aQuestion} from '../helpers/ollama-client.ts';

const byteOrderMark = [0xef, 0xbb, 0xbf];
const encoder = new TextEncoder();

test('an answer without an end is cut at 64 MiB', async () => {
	const line = new TextEncoder().encode(`${' '.repeat(2 ** 20 - 1)}\n`);
	let sent = 0;
	const endless = new ReadableStream<Uint8Array>({
		pull(controller) {
			sent += line.length;
			controller.enqueue(line);
		},
	});
	const reading = (async () => {
		for await (const _ of answerLines(endless, 'pi-01')) {
			// What is said is not looked at here.
		}
	})();
	await expect(reading).rejects.toMatchObject({
		failure: {kind: 'tooLarge', where: 'pi-01', limitBytes: 64 * 2 ** 20},
	});
	expect(sent).toBeLessThan(70 * 2 ** 20);
});

test('how far something is may be told as often as it likes, and is whole with its success', async () => {
	const status = encoder.encode(`{"status":"pulling"}${' '.repeat(2 ** 20)}\n`);
	const told = Array.from({length: 65}, () => status);
	const linesOf = async (chunks: readonly Uint8Array[]): Promise<number> => {
		let count = 0;
		for await (const _ of answerLines(ReadableStream.from(chunks), 'pi-01', ofStatuses)) {
			count += 1;
		}

		return count;
	};
	expect(await linesOf([...told, encoder.encode('{"status":"success"}\n')])).toBe(66);
	await expect(linesOf([status, encoder.encode('{"done":true}\n')])).rejects.toMatchObject({
		failure: {kind: 'protocol', problem: 'the answer broke off'},
	});
});

test('a byte order mark before a line loses none of its text, and nothing is printed', async () => {
	const warned = vi.spyOn(console, 'warn');
	const line = (content: string) => JSON.stringify({message: {role: 'assistant', content}});
	const mark = '\uFEFF';
	const body = `${mark}${line('a')}\n${mark}${line('b\u009B31m')}\n${mark}{"done":true}\n`;
	const ollama = await anOllama({faults: {answer: {status: 200, body}}});
	const {outcome, content} = await answerOf(ollama, aQuestion('x'));
	expect(outcome.ok).toBe(true);
	expect(content).toBe('ab\u009B31m');
	expect(warned).not.toHaveBeenCalled();
});

test.each(['\u00A0', '\u2028', '[]', '"text"'])('a line of %j is no answer', async line => {
	await expect(read([encoder.encode(`${line}\n{"done":true}\n`)])).rejects.toMatchObject({
		failure: {kind: 'unparseable', problem: 'a line of the answer is not JSON'},
	});
});

test('bytes cut anywhere, with marks and bytes that are no text in them, come on as JSON of the same content', async () => {
	const part = fc.constantFrom([...encoder.encode('ä😀')], byteOrderMark, [0xff], [0xe2, 0x82]);
	const content = fc.array(part, {maxLength: 6}).map(parts => parts.flat());
	const line = fc.tuple(fc.boolean(), content).map(([isMarked, said]) => ({
		said: new TextDecoder('utf-8', {ignoreBOM: true}).decode(new Uint8Array(said)),
		bytes: [
			...(isMarked ? byteOrderMark : []),
			...encoder.encode('{"said":"'),
			...said,
			...encoder.encode('"}\r\n'),
		],
	}));
	await fc.assert(
		fc.asyncProperty(fc.array(line, {maxLength: 5}), fc.integer({min: 1}), async (lines, size) => {
			const bytes = new Uint8Array([
				...lines.flatMap(({bytes: each}) => each),
				...encoder.encode('{"said":"all","done":true}'),
			]);
			const most = 1 + (size % bytes.length);
			const chunks = Array.from({length: Math.ceil(bytes.length / most)}, (_, at) =>
				bytes.slice(at * most, (at + 1) * most),
			);
			const values = await read(chunks);
			expect(values.map(({said}) => said)).toEqual([...lines.map(({said}) => said), 'all']);
		}),
	);
});

describe('an error that is no text', () => {
	test.each<[unknown, string]>([
		[{message: 'out of memory', code: 500}, 'out of memory'],
		[{code: 500}, '{"code":500}'],
		[17, '17'],
		[['a'], '["a"]'],
	])('%j is said in mid-answer as Ollama refuses', async (error, reason) => {
		const body = `{"message":{"role":"assistant","content":"a"}}\n${JSON.stringify({error})}\n`;
		const {outcome, content} = await answerOf(await answering(200, body), aQuestion('x'));
		expect(content).toBe('a');
		expect(outcome).toMatchObject({failure: {failure: {kind: 'rejected', reason}}});
	});

	test('with a status of 400 is a refusal too', async () => {
		const body = JSON.stringify({error: {message: 'no such option', code: 400}});
		const {outcome} = await answerOf(await answering(400, body), aQuestion('x'));
		const failure = {kind: 'rejected', reason: 'no such option'};
		expect(outcome).toMatchObject({failure: {status: 400, failure}});
	});

	test('null is none', async () => {
		const body = '{"message":{"role":"assistant","content":"a"},"error":null,"done":true}\n';
		const {outcome, content} = await answerOf(await answering(200, body), aQuestion('x'));
		expect({ok: outcome.ok, content}).toEqual({ok: true, content: 'a'});
	});
});

function answering(status: number, body: string) {
	return anOllama({faults: {answer: {status, body}}});
}

/** As the package reads them: the bytes of all lines in one decoder, then each line for itself. */
async function read(chunks: readonly Uint8Array[]): Promise<readonly {readonly said?: string}[]> {
	const decoder = new TextDecoder();
	let text = '';
	for await (const line of answerLines(ReadableStream.from(chunks), 'pi-01')) {
		text += decoder.decode(line, {stream: true});
	}

	return text
		.split('\n')
		.filter(line => line !== '')
		.map(line => JSON.parse(line));
}
