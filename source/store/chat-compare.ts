/** One question to several nodes or models, whose answers stand side by side. */
import type {Effect} from '../domain/effect.ts';
import type {NodeName} from '../domain/ids.ts';
import type {NodeDealings} from '../domain/routing.ts';
import type {CompareWish, SlashCommand} from '../domain/slash.ts';
import {closedBreaker} from '../rules/breaker.ts';
import {chooseRoute} from '../rules/choose-route.ts';
import {isSameModel} from '../rules/model-name.ts';
import {meantWord} from '../rules/nearest-word.ts';
import type {Screened} from './action-table.ts';
import {askOne, placeOf} from './chat-ask-one.ts';
import {chatFacts} from './chat-facts.ts';
import {
	type ChatOutcome,
	type ChatProblem,
	type ChatWorld,
	continuedOpening,
	withChatScreen,
} from './chat-outcome.ts';
import type {ComparedAnswer} from './chat-screen.ts';
import type {OpenChat} from './chat-state.ts';
import {saidInShown} from './chat-drawn.ts';
import type {Wish} from './chat-asking.ts';
import {questionOf} from './chat-turns.ts';
import {chatModels, chatNodes} from './chat-world-names.ts';
import {routeNodes} from './route-nodes.ts';
import type {State} from './state.ts';

type CompareCommand = Extract<SlashCommand, {name: 'compare'}>;

/** All are asked at once; none is followed before one of them is chosen. */
export function compare(world: ChatWorld, {among, question}: CompareCommand): ChatOutcome {
	const opening = continuedOpening(world);
	if ('problem' in opening) {
		return opening;
	}

	const asked = questionToCompare(world, opening, question);
	if ('problem' in asked) {
		return asked;
	}

	const whom = comparedAmong(world, among);
	if ('problem' in whom) {
		return whom;
	}

	const {chat, settings} = opening;
	const comparison = world.state.chat.nextAsking;
	const effects: Effect[] = [];
	const answers: ComparedAnswer[] = [];
	let state: Screened = world.state;
	for (const {model, node} of whom) {
		answers.push({asking: state.chat.nextAsking, model, node, turn: undefined});
		const wished = {...settings, model: model ?? settings.model, node: node ?? settings.node};
		const wish: Wish = {...asked, chat, settings: wished, comparison};
		const [next, more] = askOne({...world, state}, wish);
		state = next;
		effects.push(...more);
	}

	const shown = {chat, comparison, answers};
	return [withChatScreen(state, {comparison: shown, pane: 'compare', paneCursor: 0}), effects];
}

type Question = Pick<Wish, 'text' | 'files' | 'instead'>;

/** What is typed behind the command; without it what was asked last, in its place. */
function questionToCompare(
	{state}: ChatWorld,
	opening: OpenChat,
	typed: string | undefined,
): Question | ChatProblem {
	if (typed !== undefined) {
		return {text: typed, files: opening.files, instead: undefined};
	}

	const last = saidInShown(state.chat).at(-1);
	if (last === undefined) {
		return {problem: 'Nothing to compare: add a question, as in /compare 2 why is the sky blue?'};
	}

	const instead = last.kind === 'turn' ? placeOf(opening, last.id) : undefined;
	return {...questionOf(last), instead};
}

type Whom = {readonly model: string | undefined; readonly node: string | undefined};

function comparedAmong(
	{state, live}: ChatWorld,
	among: CompareWish,
): readonly Whom[] | ChatProblem {
	if (among.kind === 'count') {
		return bestAmong({...live, chat: state.chat}, among.count);
	}

	const whom: Whom[] = [];
	for (const typed of among.names) {
		const meant = meantBy(typed, live);
		if ('problem' in meant) {
			return meant;
		}

		whom.push(meant);
	}

	return whom;
}

/** A node, a model, or `model@node`. */
function meantBy(typed: string, live: State): Whom | ChatProblem {
	const nodes: readonly string[] = live.nodes.map(({config}) => config.name);
	const models = chatModels(live).map(({name}) => name);
	const place = meantWord(typed, nodes);
	if (place !== undefined) {
		return {model: undefined, node: place};
	}

	const at = typed.lastIndexOf('@');
	const name = at === -1 ? typed : typed.slice(0, at);
	const model = models.find(one => isSameModel(one, name)) ?? meantWord(name, models);
	const node = at === -1 ? undefined : meantWord(typed.slice(at + 1), nodes);
	const isPlaced = at === -1 || node !== undefined;
	return model === undefined || !isPlaced
		? {problem: `Neither a node nor a model: ${typed}. For example /compare gpu-01 gpu-02`}
		: {model, node};
}

/** Nodes that can run the model, those first that would be done first; where they are too few, models. */
function bestAmong(state: State, count: number): readonly Whom[] | ChatProblem {
	const models = chatModels(state);
	const {model} = chatFacts(state);
	const known = models.find(({name}) => model !== undefined && isSameModel(name, model));
	const own = known ?? models[0];
	const places = own === undefined ? [] : soonestFor(state, own.name);
	if (places.length >= count) {
		return places.slice(0, count).map(node => ({model: own?.name, node}));
	}

	const others = models.filter(one => one !== own).map(({name}) => name);
	const named = [...(own === undefined ? [] : [own.name]), ...others];
	if (named.length >= count) {
		return named.slice(0, count).map(name => ({model: name, node: undefined}));
	}

	const what = `${named.length} ${named.length === 1 ? 'model' : 'models'}`;
	return {
		problem: `There are only ${chatNodes(state).length} nodes that answer, with ${what}: too few to compare ${count}.`,
	};
}

/** What of our own is under way there is known to who sends it, and left out here. */
function soonestFor(state: State, model: string): readonly NodeName[] {
	const request = {
		...{model, promptTokens: 0, outputTokens: undefined, needs: [], tried: []},
		...{session: undefined, node: undefined},
	};
	const {atMs: nowMs, wallMs: nowWallMs} = state.clock;
	const moment = {mode: 'resource-aware', nowMs, nowWallMs} as const;
	const {candidates} = chooseRoute(
		request,
		routeNodes(state, () => noDealings),
		moment,
	);
	return candidates.map(({node}) => node);
}

const noDealings: NodeDealings = {
	...{inFlight: [], breaker: closedBreaker, modelBreakers: new Map(), cached: []},
	lastUsedAtMs: undefined,
};
