import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {ConversationRecord} from '../../source/domain/conversation.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {parseConversation} from '../../source/parsers/conversation.ts';
import {conversationLine} from '../../source/parsers/conversation-line.ts';
import {checksumOf} from '../../source/transport/checksum.ts';
import {anAttempt, aTurn, atWallMs, opened, said} from '../helpers/chat-builders.ts';

const aNode = 'pi-01' as NodeName;

const records: readonly ConversationRecord[] = [
	opened({system: 'be brief'}),
	said(aTurn('t1')),
	{
		type: 'interrupted',
		wallMs: atWallMs,
		after: 't1',
		question: {role: 'user', content: 'and?', images: ['aGk=']},
		attempts: [
			anAttempt({
				outcome: {state: 'failed', failure: {kind: 'timedOut', where: 'pi-01', afterMs: undefined}},
				partial: {role: 'assistant', content: 'half', thinking: 'hm'},
			}),
			anAttempt({outcome: {state: 'cancelled'}, usage: undefined, thinkingMs: 900}),
		],
	},
	{type: 'renamed', wallMs: atWallMs, title: 'Nodes'},
	{type: 'rewound', wallMs: atWallMs, to: undefined},
	{type: 'deleted', wallMs: atWallMs},
	{type: 'undeleted', wallMs: atWallMs},
	{
		type: 'turn',
		wallMs: atWallMs,
		after: undefined,
		turn: aTurn('t2'),
		instead: 't1',
		isAside: true,
		typed: {text: 'why?', files: [{name: 'a.log', sizeBytes: 12, kind: 'text'}]},
		remarks: [
			{kind: 'promptCut', node: aNode, model: 'tiny', readTokens: 1000},
			{
				...{kind: 'otherModel', node: aNode, model: 'tiny', than: 'before'},
				...{digest: 'a', otherDigest: 'b'},
			},
		],
	},
	{
		type: 'settings',
		wallMs: atWallMs,
		settings: {
			...{system: 'be brief', model: 'qwen3:4b', node: 'pi-01', routing: 'affinity', think: 'low'},
			options: {temperature: 0.2, stop: ['end']},
		},
	},
	{type: 'image', wallMs: atWallMs, id: `sha256:${'0'.repeat(64)}`, base64: 'aGk='},
	{type: 'mended', wallMs: atWallMs, leftOut: [[1, 3]]},
];

describe('a conversation in its file', () => {
	test('is read as it was written, every kind of record', () => {
		expect(parse(lines(records))).toEqual({
			...{records, problems: [], torn: 0, flawed: [], leftOut: 0, newer: 0},
			schema: 1,
		});
	});

	test('keeps any text exactly, and holds nothing that a terminal would act on', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary', maxLength: 200}), text => {
				const record = said(aTurn('t1', text, `${text}\u001b]52;c;x\u0007\u202e\n`));
				const written = lines([record]);
				expect(written.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
				expect(parse(written).records).toEqual([record]);
			}),
		);
	});

	test.each([
		['empty', '', {records: 0, problems: 0, torn: 0}],
		['empty lines', '\n\n', {records: 0, problems: 0, torn: 0}],
		['cut in its last line', lines(records).slice(0, -9), {records: 10, problems: 0, torn: 1}],
		[
			'without its last end of line',
			lines(records).slice(0, -1),
			{records: 11, problems: 0, torn: 0},
		],
		[
			'joined to another line',
			lines(records.slice(0, 7)).replace('\n', ''),
			{records: 5, problems: 1, torn: 0},
		],
		[
			'altered by a hand',
			lines(records.slice(0, 7)).replace('because', 'becausE'),
			{records: 6, problems: 1, torn: 0},
		],
		['of another program', '{"role":"user"}\n', {records: 0, problems: 1, torn: 0}],
		['not JSON', 'hello\n', {records: 0, problems: 1, torn: 0}],
	])(
		'%s: what is whole is read, the rest is told',
		(_name, text, {records: whole, problems, torn}) => {
			const file = parse(text);
			expect(file.records).toHaveLength(whole);
			expect(file.problems).toHaveLength(problems);
			expect(file.torn).toBe(torn);
		},
	);

	test('a line that was torn and then ended is counted, and no damage', () => {
		const [first = '', second = ''] = lines(records).split('\n');
		const torn = `${first}\n${second.slice(0, 40)}\n${second}\n`;
		expect(parse(torn)).toMatchObject({records: [{}, {}], problems: [], torn: 1});
	});

	test.each([
		said({...aTurn('t1'), question: {role: 'user', content: '}} 😀 "'}}),
		opened(),
		{type: 'deleted', wallMs: atWallMs} as const,
	])(
		'a line ($type) cut anywhere is torn, and one that was altered anywhere is damaged',
		record => {
			const whole = Buffer.from(lines([record]).trimEnd());
			expect(parse(whole.subarray(0, -1).toString()).records).toEqual([record]);
			for (let at = 0; at < whole.length; at += 1) {
				const cut = parse(whole.subarray(0, Math.min(at, whole.length - 2)).toString());
				expect(cut).toMatchObject({records: [], problems: [], torn: at === 0 ? 0 : 1});
				for (const other of [0, 0x20, 0x22, 0x39, 0x7d, 0xc3]) {
					const altered = Buffer.from(whole);
					altered[at] = whole[at] === other ? 0x41 : other;
					expect(parse(`${altered}\n`)).toMatchObject({records: [], problems: [{}], torn: 0});
				}
			}
		},
	);

	test.each([said({...aTurn('t1'), question: {role: 'user', content: '}} 😀é "'}}), opened()])(
		'a byte of a line ($type) that was taken out or became an end of line is damage',
		record => {
			const whole = Buffer.from(lines([record]));
			const [behind, last] = [said(aTurn('t8')), said(aTurn('t9'))];
			const brackets = /\}*\n$/.exec(`${whole}`)?.[0].length ?? 0;
			for (let at = 0; at < whole.length - brackets; at += 1) {
				const ended = Buffer.from(whole);
				ended[at] = 0x0a;
				const without = Buffer.concat([whole.subarray(0, at), whole.subarray(at + 1)]);
				for (const damaged of [ended, without]) {
					for (const rest of [[behind, last], []]) {
						const file = parse(`${damaged}${lines(rest)}`);
						expect(file.records).toEqual(rest);
						expect(file.problems.length).toBeGreaterThan(0);
					}
				}
			}
		},
	);

	test.each([2, 3, 8, 40])(
		'%d bytes that were taken out of the midst of a line are damage',
		count => {
			const question = {role: 'user', content: '}} 😀é "'} as const;
			const whole = Buffer.from(lines([said({...aTurn('t1'), question})]));
			const behind = said(aTurn('t9'), 't1');
			const brackets = /\}*\n$/.exec(`${whole}`)?.[0].length ?? 0;
			for (let at = 0; at < whole.length - brackets - count; at += 1) {
				const holed = Buffer.concat([whole.subarray(0, at), whole.subarray(at + count)]);
				const file = parse(`${holed}${lines([behind])}`);
				expect(file.records).toEqual([behind]);
				expect(file).toMatchObject({problems: [{}], torn: 0});
			}
		},
	);

	test('a line whose last bracket became an end of line has lost nothing', () => {
		const [first = '', second = ''] = lines(records).split('\n');
		const file = parse(`${first.slice(0, -1)}\n\n${second}\n`);
		expect(file).toMatchObject({problems: [], torn: 0});
		expect(file.records).toEqual(records.slice(0, 2));
	});

	test('a line that lost more in its midst is damage, though it is shorter than it says', () => {
		const text = lines([said(aTurn('a'))]).replace('because', '');
		expect(parse(text)).toMatchObject({problems: [{}], torn: 0});
	});

	test('what a repair left out is told no more, and what comes to be damaged later is', () => {
		const mended = {type: 'mended', wallMs: atWallMs, leftOut: [[2, 3]]} as const;
		const text = `${lines([opened()])}junk\n{"sum":"0\n${lines([said(aTurn('a')), mended])}`;
		expect(parse(text.replace(lines([mended]), ''))).toMatchObject({
			...{problems: [{}], torn: 1, flawed: [[2, 3]], leftOut: 0},
		});
		expect(parse(text)).toMatchObject({problems: [], torn: 0, flawed: [], leftOut: 2});
		expect(parse(text).records).toHaveLength(3);
		expect(parse(text.replace('because', 'becausE'))).toMatchObject({
			...{problems: [{source: 'a.jsonl:4'}], flawed: [[4, 4]], leftOut: 2},
		});
	});

	test('a repair leaves out nothing that comes behind it, whatever it says', () => {
		const mended = {type: 'mended', wallMs: atWallMs, leftOut: [[1, 9e15]]} as const;
		expect(parse(`junk\n${lines([mended])}junk\n`)).toMatchObject({
			...{problems: [{source: 'a.jsonl:3'}], leftOut: 1},
		});
	});

	test('a picture stands in it once, and one that is gone is told', () => {
		const id = `sha256:${'0'.repeat(64)}`;
		const asked = said({...aTurn('a'), question: {role: 'user', content: '?', images: [id]}});
		const image = {type: 'image', wallMs: atWallMs, id, base64: 'aGk='} as const;
		const whole = parse(lines([opened(), image, asked, asked]));
		const shown = {turn: {question: {images: ['aGk=']}}};
		expect(whole).toMatchObject({records: [{}, {}, shown, shown], problems: []});
		expect(parse(lines([opened(), asked]))).toMatchObject({
			records: [{}, {turn: {question: {content: '?', images: []}}}],
			problems: [{source: 'a.jsonl:2', reason: 'a picture of it is gone'}],
		});
	});

	test('records of another shape in a file of a newer program are newer, and no damage', () => {
		const other = {type: 'turn', wallMs: 1, parts: []} as never;
		const newer = {...opened({schema: 2}), type: 'opened', id: 7} as never;
		for (const first of [opened({schema: 2}), newer]) {
			const file = parse(lines([first, other]));
			expect(file).toMatchObject({problems: [], torn: 0, schema: 2});
			expect(file.newer).toBeGreaterThan(0);
		}

		expect(parse(lines([opened(), {...(other as object), schema: 3} as never]))).toMatchObject({
			...{problems: [], newer: 1, schema: 3},
		});
	});

	test('says where damage is, and in which words', () => {
		const [first = '', second = ''] = lines(records).split('\n');
		const damaged = `${first}\n${second.replace('because', 'becausE')}\nx\n`;
		expect(parse(damaged).problems).toMatchObject([
			{source: 'a.jsonl:2', reason: 'it was altered since it was written'},
			{source: 'a.jsonl:3', line: 'x', reason: 'it is no whole record'},
		]);
	});

	test('a record whose checksum holds but whose shape does not is told, and never trusted', () => {
		for (const wrong of [
			{...said(aTurn('t1')), turn: {...aTurn('t1'), attempts: []}},
			{...opened(), schema: 'new'},
			{type: 'turn', wallMs: 0},
			{
				...said({...aTurn('t1'), attempts: [{...anAttempt(), node: '-oProxyCommand=x'} as never]}),
			},
		]) {
			expect(parse(lines([wrong as ConversationRecord])).problems).toHaveLength(1);
		}
	});

	test('many beginnings, a time beyond all dates and deep brackets end no program', () => {
		const many = lines(Array.from({length: 200_000}, () => opened()));
		expect(parse(many).schema).toBe(1);
		expect(parse(lines([opened({wallMs: 1e300})])).records).toEqual([]);
		const deep: unknown = JSON.parse('['.repeat(4000) + ']'.repeat(4000));
		const toolCalls = [{name: 'f', arguments: deep}];
		const turn = {...aTurn('a'), answer: {role: 'assistant', content: '', toolCalls} as const};
		expect(parse(lines([said(turn)])).records).not.toMatchObject([{type: 'turn'}]);
	});

	test('what a newer program wrote is kept as it is', () => {
		const newer = lines([{type: 'starred', wallMs: 1} as never]);
		const [record] = parse(newer).records;
		expect(record).toEqual({type: 'unknown', line: newer.trimEnd()});
		expect(record && lines([record])).toBe(newer);
	});
});

function lines(all: readonly ConversationRecord[]): string {
	return all.map(record => `${conversationLine(record, checksumOf)}\n`).join('');
}

function parse(text: string) {
	return parseConversation(text, {source: 'a.jsonl', checksumOf});
}
