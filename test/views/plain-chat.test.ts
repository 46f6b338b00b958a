import {beforeAll, expect, it} from 'vitest';
import type {State} from '../../source/store/state.ts';
import {asPlain} from '../../source/theme/plain-text.ts';
import {lateReader} from '../../source/views/chat-markdown.ts';
import {tell, type Told} from '../../source/views/plain-told.ts';
import {anAsking, chatScene, recordsOf, streaming, turnOf} from '../helpers/chat-scenes.ts';
import {colourless} from '../helpers/frame.tsx';
import {atMs, homeRack, stateOf} from '../helpers/home-rack.ts';

const profile = asPlain(colourless);
const turn = turnOf('t1', ['Why?', 'Because of **this**:\n\n- one\n- two']);

beforeAll(async () => {
	await lateReader.load();
});

/** All that is said, state by state, once the rack was told. */
function heard(...states: readonly State[]): ReadonlyArray<readonly string[]> {
	let told: Told | undefined;
	const rack = stateOf(homeRack());
	return [rack, {...rack}, ...states]
		.map(state => {
			const before = told;
			if (state.screen !== undefined) {
				told = tell(told, {state, screen: state.screen, profile}, 0);
			}

			return told === undefined || told.round === before?.round ? [] : told.lines;
		})
		.slice(2);
}

it('an answer is heard once, when it is whole, and who is at it before', () => {
	const node = streaming('').decision?.chosen?.node;
	if (node === undefined) {
		throw new Error('somebody was chosen');
	}

	const wait = {node, elapsedMs: 0, aboutMs: 55_000, toldAtMs: atMs} as const;
	const waiting = {state: 'waiting', phase: 'loading', ...wait} as const;
	const loading = anAsking({phase: waiting, decision: streaming('').decision});
	const lines = heard(
		chatScene({}),
		chatScene({asked: [loading]}),
		chatScene({asked: [{...loading, phase: {...waiting, elapsedMs: 2000}}]}),
		chatScene({asked: [streaming('Because')]}),
		chatScene({asked: [streaming('Because of **this')]}),
		chatScene({records: recordsOf(turn)}),
		chatScene({records: recordsOf(turn)}),
	);
	expect(lines).toEqual([
		[expect.stringMatching(/^Chat: a new conversation\./)],
		['gpu-02 loads llama3.2:3b, about 55 s'],
		[],
		['gpu-02 answers'],
		[],
		[
			'Because of this:',
			'- one',
			'- two',
			expect.stringMatching(/^gpu-02, loaded in 2\.1 s, 58 degrees C/),
		],
		[],
	]);
});

it('what was said last is told where a conversation is opened', () => {
	const [lines] = heard(chatScene({records: recordsOf(turn)}));
	expect(lines).toEqual([
		'Chat: Why?, 1 question.',
		'you: Why?',
		'Because of this:',
		'- one',
		'- two',
		expect.stringContaining('gpu-02'),
	]);
});

it('each character that is typed is told', () => {
	const lines = heard(chatScene({typed: ''}), chatScene({typed: 'h'}), chatScene({typed: 'hi'}));
	expect(lines.slice(1)).toEqual([['h'], ['i']]);
});

it('why nobody answered is told', () => {
	const noRoute = {kind: 'unknownModel', model: 'qwen4:4b', nearest: 'qwen3:4b'} as const;
	const {decision = undefined} = streaming('');
	if (decision === undefined) {
		throw new Error('there is a decision');
	}

	const outcome = {state: 'noRoute', noRoute, decision} as const;
	const failed = anAsking({phase: {state: 'failed', outcome}});
	expect(heard(chatScene({}), chatScene({asked: [failed]}))[1]).toEqual([
		'No node has qwen4:4b. Did you mean qwen3:4b?',
	]);
});
