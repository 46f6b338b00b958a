import type {AnswerRemark, Attempt, Turn} from '../../source/domain/chat.ts';
import type {AskedFile} from '../../source/domain/chat-asking.ts';
import type {ConversationRecord, ConversationSummary} from '../../source/domain/conversation.ts';
import type {Failure} from '../../source/domain/failure.ts';
import type {ModelName, NodeName} from '../../source/domain/ids.ts';
import type {ModelMetrics} from '../../source/domain/ollama-metrics.ts';
import type {RouteDecision} from '../../source/domain/routing.ts';
import type {TurnOutcome} from '../../source/domain/turn.ts';
import {draftOf, insertPaste} from '../../source/rules/draft-paste.ts';
import type {ChatScreen} from '../../source/store/chat-screen.ts';
import type {AskedPhase, AskedTurn} from '../../source/store/chat-state.ts';
import type {State} from '../../source/store/state.ts';
import {aCandidate, aDecision, opened, said} from './chat-builders.ts';
import {anAsking, type ChatScene, chatScene, gpuAttempt} from './chat-scenes.ts';
import {atMs} from './home-rack.ts';
import {hostileFailures, hostileNodes, hostileState, type Tell} from './hostile-rack.ts';

const firstLine = {part: 't1', index: 0, chunk: 0, line: 0, columns: 74} as const;

/** The chat tab, all that comes from outside told by `tell`: what models, nodes, files and people say. */
export function hostileChatScenes(): ReadonlyArray<(tell: Tell) => State> {
	const screens: ReadonlyArray<(tell: Tell) => Partial<ChatScreen>> = [
		() => ({}),
		() => ({unfolded: ['t1', 't2'], scroll: {kind: 'rows', from: firstLine, by: 0}}),
		() => ({focus: 'transcript', turn: 't1', scroll: {kind: 'turn', from: firstLine}}),
		() => ({focus: 'list'}),
		() => ({pane: 'why', turn: 't1'}),
		() => ({pane: 'stats'}),
		() => ({pane: 'found'}),
		() => ({pane: 'help'}),
		tell => ({pane: 'compare', comparison: comparisonOf(tell)}),
		tell => ({draft: draftOf(tell())}),
		tell => ({draft: {...draftOf(`${tell()}\n${tell()}`), caret: 1}}),
		tell => ({draft: pasted(tell)}),
		() => ({draft: draftOf('/model ')}),
		() => ({draft: draftOf('/prompt ')}),
		() => ({draft: draftOf('/chats ')}),
		tell => ({problem: tell()}),
		tell => ({problem: {what: 'unknown', typed: tell(), nearest: tell()}}),
	];
	return [
		...screens.map(screen => (tell: Tell) => scene(tell, {screen: screen(tell)})),
		...phasesOf(() => '').map((_, which) => (tell: Tell) => {
			const phase = phasesOf(tell)[which];
			return scene(tell, {records: [], asked: [asked(tell, phase === undefined ? {} : {phase})]});
		}),
		tell => scene(tell, {open: {records: {state: 'failed', failure: failure(tell)}}}),
		tell => scene(tell, {records: undecidedOf(tell), asked: []}),
		tell =>
			scene(tell, {
				open: {
					readOnlyBecause: tell(),
					unkept: failure(tell),
					isDamaged: true,
					files: [file(tell)],
				},
			}),
	];
}

function scene(tell: Tell, parts: ChatScene): State {
	const records = recordsOf(tell);
	const chats = Array.from({length: 60}, (_, index) => summary(tell, index));
	const drawn = chatScene({
		records,
		asked: [asked(tell, {asking: 1}), asked(tell, {asking: 2, comparison: 1})],
		...parts,
		chat: {
			list: {state: 'fresh', value: {chats, leftOut: 3}, atMs},
			search: {words: tell(), found: {state: 'fresh', value: [hit(tell), hit(tell)], atMs}},
			templates: [tell(), tell()],
			...parts.chat,
		},
		open: {
			settings: {model: tell(), node: tell(), think: true},
			...parts.open,
		},
	});
	return {
		...hostileState(hostileNodes(tell), tell),
		metrics: {[tell()]: {[tell()]: measured}},
		asking: {[tell()]: {[tell()]: 1}},
		chat: drawn.chat,
		screen: drawn.screen,
	};
}

const measured: ModelMetrics = {
	...{requests: 3, cancelled: 1, failures: {timedOut: 1}, firstTokenMs: 9, loadMs: 9},
	rates: undefined,
};

function failure(tell: Tell): Failure {
	const [first = {kind: 'refused', where: tell()}] = hostileFailures(tell);
	return first;
}

function file(tell: Tell): AskedFile {
	return {path: tell(), name: tell(), sizeBytes: 1, kind: 'text', content: tell()};
}

function summary(tell: Tell, index: number): ConversationSummary {
	return {
		...{id: `${index}`, title: tell(), openedWallMs: 0, changedWallMs: 0, turns: 2},
		...{isDeleted: index % 3 === 1, isDamaged: index % 3 === 2},
	};
}

function hit(tell: Tell) {
	const excerpt = `${tell()} ${tell()}`;
	return {...{id: '1', title: tell(), changedWallMs: 0, turn: 't1', excerpt}, from: 1, to: 4};
}

function comparisonOf(tell: Tell): ChatScreen['comparison'] {
	return {
		...{chat: 0, comparison: 1},
		answers: [
			{asking: 2, model: tell(), node: tell(), turn: undefined},
			{asking: 3, model: tell(), node: tell(), turn: 't1'},
		],
	};
}

function pasted(tell: Tell): ChatScreen['draft'] {
	const change = insertPaste(draftOf(tell().slice(0, 500)), 'x\n'.repeat(50));
	return change.kind === 'changed' ? change.draft : draftOf('');
}

function decision(tell: Tell): RouteDecision {
	const node = tell() as NodeName;
	const chosen = {...aCandidate(node), model: tell()};
	return {
		...aDecision(node),
		...{model: tell(), chosen, candidates: [chosen, {...aCandidate(tell()), isWarm: false}]},
		rejected: [
			{node: tell() as NodeName, reason: 'unreachable', failure: failure(tell)},
			{node: tell() as NodeName, reason: 'lacksCapability', capability: tell()},
			{
				...{node: tell() as NodeName, reason: 'tooBig', memory: 'gpu'},
				...{needsBytes: 2e9, freeBytes: 1e9},
			},
		],
	};
}

function attempt(tell: Tell, parts: Partial<Attempt> = {}): Attempt {
	return gpuAttempt({node: tell() as NodeName, decision: decision(tell), ...parts});
}

function broken(tell: Tell): Attempt {
	return attempt(tell, {
		outcome: {state: 'failed', failure: failure(tell)},
		partial: {role: 'assistant', content: answerOf(tell), thinking: tell()},
	});
}

/** Every block of Markdown, some of them with no end. */
function answerOf(tell: Tell): string {
	return [
		`# ${tell()}`,
		`${tell()} **${tell()}** \`${tell()}\` [${tell()}](${tell()}) ![${tell()}](${tell()})`,
		`- ${tell()}\n- [x] ${tell()}\n  > ${tell()}`,
		`| ${tell()} | b |\n|---|--:|\n| ${tell()} | ${tell()} |`,
		`<${tell()}>&#27;]0;x&#7;&#x202e;`,
		`[${tell()}]: ${tell()}`,
		`\`\`\`${tell()}\n${tell()}\n${tell().repeat(20)}`,
	].join('\n\n');
}

function turn(tell: Tell, id: string): Turn {
	return {
		...{id, question: {role: 'user', content: `${tell()}\n${tell()}`}, model: tell() as ModelName},
		answer: {role: 'assistant', content: answerOf(tell), thinking: `${tell()}\n${tell()}`},
		attempts: [broken(tell), attempt(tell)],
	};
}

function recordsOf(tell: Tell): readonly ConversationRecord[] {
	const typed = {text: tell(), files: [file(tell)]};
	return [
		opened({system: tell()}),
		said(turn(tell, 't1')),
		{
			...{type: 'turn', wallMs: 1, after: 't1', turn: turn(tell, 't2'), typed},
			remarks: remarksOf(tell),
		},
		{
			...{type: 'interrupted', wallMs: 2, after: 't2', attempts: [broken(tell)]},
			question: {role: 'user', content: tell()},
		},
	];
}

function remarksOf(tell: Tell): readonly AnswerRemark[] {
	const about = {node: tell() as NodeName, model: tell()};
	return [
		{kind: 'promptCut', ...about, readTokens: 1000},
		{
			...{kind: 'otherModel', ...about, than: tell() as NodeName},
			...{digest: tell(), otherDigest: tell()},
		},
	];
}

/** Answers side by side, of which none was chosen. */
function undecidedOf(tell: Tell): readonly ConversationRecord[] {
	const asides = ['t3', 't4'].map(id => ({
		...({type: 'turn', wallMs: 3, after: 't2', isAside: true, turn: turn(tell, id)} as const),
	}));
	return [...recordsOf(tell), ...asides];
}

function asked(tell: Tell, parts: Partial<AskedTurn>): AskedTurn {
	return anAsking({
		...{text: tell(), files: [file(tell)], decision: decision(tell)},
		...{content: answerOf(tell), thinking: tell(), broken: [broken(tell)], pieces: 9},
		phase: {state: 'streaming', node: tell() as NodeName, sinceMs: atMs - 100, heardAtMs: atMs},
		...parts,
	});
}

function phasesOf(tell: Tell): readonly AskedPhase[] {
	const node = tell() as NodeName;
	const wait = {node, toldAtMs: 0, elapsedMs: 0, aboutMs: 100} as const;
	const rejected = decision(tell).rejected;
	const [first] = rejected;
	const failed = {state: 'failed', failure: failure(tell), attempts: [broken(tell)]} as const;
	const outcomes: ReadonlyArray<Exclude<TurnOutcome, {state: 'answered'}>> = [
		{...failed, why: 'outOfNodes', room: undefined},
		{...failed, why: 'contextTooLong', room: {promptTokens: 9, contextTokens: 8}},
		{
			...{state: 'noRoute', decision: decision(tell)},
			noRoute: {kind: 'unknownModel', model: tell(), nearest: tell()},
		},
		{
			...{state: 'noRoute', decision: decision(tell)},
			noRoute: {kind: 'noneLeft', model: tell(), rejected: first === undefined ? [] : [first]},
		},
	];
	return [
		{state: 'queued'},
		{state: 'routing'},
		...(['queued', 'loading', 'prefill'] as const).map(
			(phase): AskedPhase => ({state: 'waiting', phase, ...wait}),
		),
		{state: 'stopping'},
		...outcomes.map((outcome): AskedPhase => ({state: 'failed', outcome})),
	];
}
