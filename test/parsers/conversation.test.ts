import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {ConversationRecord} from '../../source/domain/conversation.ts';
import {parseConversation} from '../../source/parsers/conversation.ts';
import {conversationLine} from '../../source/parsers/conversation-line.ts';
import {checksumOf} from '../../source/transport/checksum.ts';
import {anAttempt, aTurn, atWallMs, opened, said} from '../helpers/chat-builders.ts';

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
			anAttempt({outcome: {state: 'cancelled'}, usage: undefined}),
		],
	},
	{type: 'renamed', wallMs: atWallMs, title: 'Nodes'},
	{type: 'rewound', wallMs: atWallMs, to: undefined},
	{type: 'deleted', wallMs: atWallMs},
	{type: 'undeleted', wallMs: atWallMs},
];

describe('a conversation in its file', () => {
	test('is read as it was written, every kind of record', () => {
		expect(parse(lines(records))).toEqual({records, problems: [], torn: 0, schema: 1});
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
		['cut in its last line', lines(records).slice(0, -9), {records: 6, problems: 0, torn: 1}],
		[
			'joined to another line',
			lines(records).replace('\n', ''),
			{records: 5, problems: 1, torn: 0},
		],
		[
			'altered by a hand',
			lines(records).replace('because', 'becausE'),
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
