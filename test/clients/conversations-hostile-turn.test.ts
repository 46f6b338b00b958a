import {expect, test} from 'vitest';
import {appendRecord, readConversation} from '../../source/clients/conversations.ts';
import {anAttempt, aDecision, aTurn, atWallMs, said} from '../helpers/chat-builders.ts';
import {seededChance} from '../helpers/seeded-chance.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {startConversation} from '../helpers/start-conversation.ts';

const infinite = Number.POSITIVE_INFINITY;

test('a turn is kept whatever numbers a node told beside it', async () => {
	const {node} = anAttempt();
	const tooBig = {reason: 'tooBig', needsBytes: infinite, freeBytes: 0, memory: 'main'} as const;
	const decision = {...aDecision(), outputTokens: infinite, rejected: [{node, ...tooBig}]};
	expect(await keptTurn([anAttempt({decision})])).toMatchObject({
		answer: {content: 'because'},
		attempts: [{node: 'pi-01', decision: {candidates: [], rejected: []}}],
	});
});

test('a turn is kept whatever two nodes said before they failed, which is cut', async () => {
	const partial = {role: 'assistant', content: '\u007f'.repeat(2 ** 23)} as const;
	const failure = {kind: 'protocol', where: 'pi-01', problem: 'the answer broke off'} as const;
	const lost = anAttempt({partial, outcome: {state: 'failed', failure}});
	const turn = await keptTurn([lost, lost, anAttempt()]);
	expect(turn).toMatchObject({answer: {content: 'because'}});
	const [first] = turn?.attempts ?? [];
	expect(first?.partial?.content.slice(-45)).toContain('… (8126464 more characters were not kept)');
});

async function keptTurn(attempts: ReturnType<typeof aTurn>['attempts']) {
	const directory = temporaryDirectory();
	const opening = {...{wallMs: atWallMs, forkedFrom: undefined}, system: undefined};
	const started = await startConversation(directory, opening, seededChance(1));
	const id = started.ok ? started.value : '';
	expect(await appendRecord(directory, id, said({...aTurn('a'), attempts}))).toEqual({ok: true});
	const read = await readConversation(directory, id);
	return read.ok ? read.value.conversation.turns[0] : undefined;
}
