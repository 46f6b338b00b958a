import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {AskedFile} from '../../source/domain/chat-asking.ts';
import {askedQuestion, branchEnd, promptBefore, reasked} from '../../source/rules/asked-prompt.ts';
import {typedOf} from '../../source/rules/said-record.ts';
import {conversationOf} from '../../source/rules/conversation.ts';
import {aTurn, opened, said} from '../helpers/chat-builders.ts';

const file = (name: string, content: string, kind: AskedFile['kind'] = 'text'): AskedFile => ({
	...{path: `/tmp/${name}`, name, sizeBytes: content.length, kind, content},
});

describe('a question with its files', () => {
	it('holds texts behind it, fenced under their names, and pictures beside it', () => {
		const files = [file('a.py', 'print(1)'), file('cat.png', 'aGk=', 'image')];
		expect(askedQuestion('what is it?', files)).toEqual({
			role: 'user',
			content: 'what is it?\n\na.py:\n```\nprint(1)\n```',
			images: ['aGk='],
		});
	});

	it('is the question alone where nothing went with it', () => {
		expect(askedQuestion('why?', [])).toEqual({role: 'user', content: 'why?'});
	});

	it('keeps a fence in a file from ending its block', () => {
		const {content} = askedQuestion('', [file('a.md', '```\nx\n```')]);
		expect(content).toBe('a.md:\n````\n```\nx\n```\n````');
	});

	it('can be asked again with what went with it, whatever that is', () => {
		const names = fc.stringMatching(/^[ -~]{1,12}$/);
		const aFile = fc.record({
			name: names,
			content: fc.string({unit: fc.constantFrom('`', '\n', 'a', ':', ' ', '~')}),
			kind: fc.constantFrom('text' as const, 'image' as const),
		});
		fc.assert(
			fc.property(fc.string({maxLength: 20}), fc.array(aFile, {maxLength: 4}), (text, some) => {
				const files = some.map(({name, content, kind}) => file(name, content, kind));
				const again = reasked(askedQuestion(text, files), typedOf(text, files));
				expect(again.text).toBe(text);
				expect(again.files.map(({name, content, kind}) => ({name, content, kind}))).toEqual(some);
			}),
		);
	});

	it('is asked again as it was sent where another program put its files there', () => {
		const typed = {text: 'why?', files: [{name: 'a', sizeBytes: 1, kind: 'text' as const}]};
		const question = {role: 'user', content: 'why? <a>x</a>', images: ['aGk=']} as const;
		expect(reasked(question, typed)).toMatchObject({
			text: 'why? <a>x</a>',
			files: [{kind: 'image', content: 'aGk='}],
		});
	});
});

describe('what comes before a question', () => {
	const conversation = conversationOf([
		opened(),
		said(aTurn('t1', 'one', 'to one')),
		said(aTurn('t2', 'two', 'to two'), 't1'),
	]);

	it('is what the model is told, and the turns up to the one that it follows', () => {
		const before = promptBefore(conversation, {after: 't1', system: 'be short'});
		expect(before.map(({role, content}) => `${role} ${content}`)).toEqual([
			'system be short',
			'user one',
			'assistant to one',
		]);
	});

	it('is nothing where it is the first and nobody said anything to the model', () => {
		expect(promptBefore(conversation, {after: undefined, system: ''})).toEqual([]);
		expect(promptBefore(undefined, {after: 'lost', system: undefined})).toEqual([]);
	});
});

it('the end of a branch is what was said last behind a turn', () => {
	const place = (id: string, after: string | undefined) => ({
		...{id, after, instead: undefined, isAside: false, wallMs: 0, typed: undefined, remarks: []},
	});
	const places = [place('a', undefined), place('b', 'a'), place('c', 'b'), place('d', 'a')];
	expect(branchEnd({places}, 'a')).toBe('d');
	expect(branchEnd({places}, 'b')).toBe('c');
	expect(branchEnd({places: [place('x', 'y'), place('y', 'x')]}, 'x')).toBe('y');
});
