import process from 'node:process';
import type {Config} from '../domain/config.ts';
import type {ChatMessage} from '../domain/ollama.ts';
import type {RouteRequest} from '../domain/routing.ts';
import type {TurnOutcome, TurnProgress} from '../domain/turn.ts';
import {chooseRoute} from '../rules/choose-route.ts';
import {turnId} from '../rules/conversation-id.ts';
import {defaultModel} from '../rules/default-model.ts';
import {lastAnswerer, questionRoute, usualModel} from '../rules/question-route.ts';
import {answerTurn} from '../runtime/answer-turn.ts';
import {
	cutAnswerText,
	defaultModelText,
	failedTurnText,
	remarkText,
	stoppedText,
	unreachedText,
} from '../theme/answer-text.ts';
import {answeredText} from '../theme/conversation-text.ts';
import {jsonText} from '../theme/json-text.ts';
import {noRouteText} from '../theme/no-route-text.ts';
import {clean} from '../theme/safe.ts';
import {hanging} from '../theme/wrap.ts';
import {ollamaNodes} from './ollama-nodes.ts';
import {type ChatAsk, type ReadPiped, readChatAsk} from './chat-ask.ts';
import {answerDocument} from './chat-document.ts';
import {type ChatKeep, openChatKeep} from './chat-keep.ts';
import {type ChatPrinter, openChatPrinter} from './chat-printer.ts';
import {type ChatRack, openChatRack} from './chat-rack.ts';
import type {Invocation, UsageProblem} from './parse-arguments.ts';
import {readPipedStdin} from './read-piped-stdin.ts';
import {type SessionConfig, withConfig} from './session-config.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitReaderLeft,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';

/** Asks the rack one question; exit 0 only for a whole answer. */
export function runChat(
	invocation: Invocation,
	world: Surroundings,
	readPiped: ReadPiped = readPipedStdin(process.stdin, world),
): Promise<ExitStatus> {
	return withConfig(invocation.flags, world, async session =>
		askWith(session, await readChatAsk(invocation, readPiped, world), world),
	);
}

async function askWith(
	{config, path}: SessionConfig,
	ask: ChatAsk | UsageProblem,
	world: Surroundings,
): Promise<ExitStatus> {
	const {output} = world;
	const nodes = 'usage' in ask ? ask : ollamaNodes(config, ask.node);
	if ('usage' in ask || 'usage' in nodes) {
		output.complain('usage' in ask ? ask.usage : 'usage' in nodes ? nodes.usage : '');
		return exitUsage;
	}

	const keep = await openChatKeep(ask, world);
	if ('refusal' in keep) {
		output.complain(keep.refusal);
		return exitFailed;
	}

	const rack = await openChatRack(config, nodes, world);
	try {
		return await answer(
			{ask, config, keep, rack, isConfigured: path !== undefined || world.demo !== undefined},
			world,
		);
	} finally {
		await rack.settled();
		rack.close();
	}
}

type Chat = {
	readonly ask: ChatAsk;
	readonly config: Config;
	readonly keep: ChatKeep;
	readonly rack: ChatRack;
	/** By a file, or simulated; otherwise this machine is all there is. */
	readonly isConfigured: boolean;
};

async function answer(chat: Chat, world: Surroundings): Promise<ExitStatus> {
	const {ask, keep} = chat;
	const {signal, output, version, demo} = world;
	const printer = openChatPrinter(ask, world);
	const id = turnId(world.chance);
	const question = keep.begin(id, ask.system);
	const onProgress = (progress: TurnProgress): void => {
		question.progressed(progress);
		printer.onProgress(progress);
	};
	const {outcome, route} = await askRack({...chat, id}, {...printer, onProgress}, world).finally(
		printer.waitNoMore,
	);
	const whole = outcome.state === 'answered' ? outcome.turn.answer.content : undefined;
	printer.end(whole);
	const conversation = await question.keep(outcome);
	const problem = problemOf(outcome, route, chat);
	if (ask.isJson && !signal.aborted) {
		const told = {version, isDemo: demo !== undefined, conversation, problem};
		output.print(`${jsonText(answerDocument(outcome, told), 2)}\n`);
	}

	return told({outcome, conversation, problem}, world);
}

type Asked = {readonly outcome: TurnOutcome; readonly route: Omit<RouteRequest, 'tried'>};

async function askRack(
	chat: Chat & {readonly id: string},
	printer: ChatPrinter,
	world: Surroundings,
): Promise<Asked> {
	const {ask, config, keep, rack, id} = chat;
	const {clock, signal} = world;
	const system = ask.system ?? keep.conversation?.system ?? (config.chat.system || undefined);
	const before: readonly ChatMessage[] = [
		...(system === undefined ? [] : [{role: 'system', content: system} as const]),
		...(keep.conversation?.turns ?? []).flatMap(turn => [turn.question, turn.answer]),
	];
	const route = await routeOf(chat, {before, printer}, world);
	const outcome = await answerTurn(
		{
			...{route, before, question: ask.question, earlier: lastAnswerer(keep.conversation)},
			...{id, think: undefined, format: undefined, options: {}, keepAlive: undefined},
		},
		{
			...rack,
			...{clock, signal, mode: config.chat.routing},
			onProgress: printer.onProgress,
		},
	);
	return {outcome, route};
}

/** Which model, and what it takes; resolves when enough is known of the nodes. */
async function routeOf(
	{ask, config, keep, rack}: Chat,
	{before, printer}: {readonly before: readonly ChatMessage[]; readonly printer: ChatPrinter},
	world: Surroundings,
): Promise<Omit<RouteRequest, 'tried'>> {
	const {output, signal, clock} = world;
	const said = [...before, ask.question];
	const wanted = ask.model ?? keep.conversation?.turns.at(-1)?.model ?? config.chat.model;
	const request = (model: string): RouteRequest => ({
		...questionRoute({model, said, session: keep.conversation?.id, node: ask.node}),
		tried: [],
	});
	const isEnough = (): boolean => {
		const nodes = rack.nodes();
		const model = wanted ?? defaultModel(nodes)?.model;
		const moment = {mode: config.chat.routing, nowMs: clock.monotonicMs(), nowWallMs: 0};
		return model !== undefined && chooseRoute(request(model), nodes, moment).chosen !== undefined;
	};
	printer.looking(rack.nodes().length);
	await rack.look(isEnough);
	const usual = wanted === undefined ? usualModel(rack.nodes(), said) : undefined;
	if (usual !== undefined && usual.because !== 'only') {
		output.note(defaultModelText(usual));
	}

	const route = request(wanted ?? usual?.model ?? '');
	await rack.learn(route, signal);
	return route;
}

/** Why there is no whole answer; undefined: there is, or who stopped it knows. */
function problemOf(
	outcome: TurnOutcome,
	{model, promptTokens}: Omit<RouteRequest, 'tried'>,
	chat: Chat,
): string | undefined {
	switch (outcome.state) {
		case 'answered': {
			const last = outcome.turn.attempts.at(-1);
			const isCut = last?.outcome.state === 'answered' && last.outcome.reason === 'length';
			return isCut ? cutAnswerText(last.usage?.outputTokens) : undefined;
		}

		case 'noRoute':
			return noRouteSentence(outcome, model, chat);
		case 'failed':
			return failedTurnText({...outcome, model, promptTokens});
		default:
			return undefined;
	}
}

function noRouteSentence(
	{noRoute, decision}: Extract<TurnOutcome, {state: 'noRoute'}>,
	model: string,
	{ask: {node}, isConfigured, rack}: Chat,
): string {
	const serving = rack.nodes().filter(({service}) => service.state === 'serving').length;
	if (serving > 0 && model === '') {
		return noRouteText({kind: 'noModels', serving, node});
	}

	return serving === 0 && node === undefined
		? unreachedText(decision.rejected, !isConfigured)
		: noRouteText(noRoute);
}

type Ended = {
	readonly outcome: TurnOutcome;
	readonly conversation: string | undefined;
	readonly problem: string | undefined;
};

function told({outcome, conversation, problem}: Ended, {output, signal}: Surroundings): ExitStatus {
	if (outcome.state === 'cancelled') {
		const hasPartial = outcome.attempts.some(({partial}) => partial !== undefined);
		if (conversation !== undefined && hasPartial && output.isTerminal()) {
			output.complain(stoppedText(conversation));
		}

		return signal.aborted ? exitReaderLeft : exitFailed;
	}

	const last = outcome.state === 'answered' ? outcome.turn.attempts.at(-1) : undefined;
	if (last !== undefined) {
		const id = conversation === undefined ? [] : [conversation];
		const line = clean([answeredText(last), ...id].join(' · '));
		hanging(line, {columns: output.columns(), head: '', indent: 2}).forEach(output.note);
	}

	const remarks = outcome.state === 'answered' ? outcome.remarks : [];
	remarks.map(remarkText).forEach(output.complain);

	if (problem !== undefined) {
		output.complain(problem);
	}

	return problem === undefined ? exitDone : exitFailed;
}
