/** How the next questions of a conversation are asked. */
import {assertNever} from '../domain/assert-never.ts';
import type {ConversationSettings} from '../domain/conversation.ts';
import {isModelName} from '../domain/grammar.ts';
import type {SettingWish, SlashCommand} from '../domain/slash.ts';
import {draftOf} from '../rules/draft-paste.ts';
import {isSameModel} from '../rules/model-name.ts';
import {meantWord, nearestWord} from '../rules/nearest-word.ts';
import {withOpening} from './chat-openings.ts';
import {
	type ChatOutcome,
	type ChatProblem,
	type ChatWorld,
	continuedOpening,
	withChatScreen,
	withNotice,
} from './chat-outcome.ts';
import {chatModels} from './chat-world-names.ts';
import type {State} from './state.ts';

type SettingCommand = Extract<
	SlashCommand,
	{name: 'model' | 'node' | 'route' | 'system' | 'set' | 'think'}
>;

/** It is written with what is said next; at once where something was said. */
export function runSetting(world: ChatWorld, command: SettingCommand): ChatOutcome {
	const opening = continuedOpening(world);
	if ('problem' in opening) {
		return opening;
	}

	const {settings: before} = opening;
	const wished = settingsAfter(command, before, world.live);
	if ('problem' in wished) {
		return wished;
	}

	const {state, live} = world;
	if ('shown' in wished) {
		return [withNotice(state, {kind: 'chatSetting', ...wished.shown}, live), []];
	}

	if ('typed' in wished) {
		return [withChatScreen(state, {draft: draftOf(wished.typed)}), []];
	}

	const {settings, told} = wished;
	const set = withNotice(
		{...state, chat: withOpening(state.chat, {...opening, settings})},
		{kind: 'chatSetting', ...told},
		live,
	);
	const {id, chat} = opening;
	const record = {type: 'settings', wallMs: live.clock.wallMs, settings} as const;
	return [set, id === undefined ? [] : [{type: 'keepRecords', chat, id, records: [record]}]];
}

type Told = {readonly setting: string; readonly value: string | undefined};

type Wished =
	| {readonly settings: ConversationSettings; readonly told: Told}
	| {readonly shown: Told}
	/** What is chosen from is typed as far as it goes. */
	| {readonly typed: string}
	| ChatProblem;

function settingsAfter(command: SettingCommand, before: ConversationSettings, live: State): Wished {
	switch (command.name) {
		case 'model':
			return modelWish(command, before, live);
		case 'node':
			return nodeWish(command, before, live);
		case 'route':
			return routeWish(command, before, live);
		case 'system':
			return systemWish(command, before, live);
		case 'think':
			return thinkWish(command, before);
		case 'set':
			return optionWish(command.setting, before);
		default:
			return assertNever(command);
	}
}

function routeWish(
	{routing}: Extract<SettingCommand, {name: 'route'}>,
	before: ConversationSettings,
	live: State,
): Wished {
	return routing === undefined
		? {shown: {setting: 'route', value: before.routing ?? live.config?.chat.routing}}
		: {settings: {...before, routing}, told: {setting: 'route', value: routing}};
}

function systemWish(
	{system}: Extract<SettingCommand, {name: 'system'}>,
	before: ConversationSettings,
	live: State,
): Wished {
	if (system.kind === 'show') {
		const value = before.system ?? live.config?.chat.system;
		return {shown: {setting: 'system', value: value === '' ? undefined : value}};
	}

	const text = system.kind === 'text' ? system.text : undefined;
	return {settings: {...before, system: text}, told: {setting: 'system', value: text}};
}

const thinkOf = {default: undefined, on: true, off: false} as const;

function thinkWish(
	{level}: Extract<SettingCommand, {name: 'think'}>,
	before: ConversationSettings,
): Wished {
	if (level === undefined) {
		return {shown: {setting: 'think', value: thinkText(before.think)}};
	}

	const isLevel = level === 'low' || level === 'medium' || level === 'high';
	const think = isLevel ? level : thinkOf[level];
	return {settings: {...before, think}, told: {setting: 'think', value: thinkText(think)}};
}

function thinkText(think: ConversationSettings['think']): string | undefined {
	return think === true ? 'on' : think === false ? 'off' : think;
}

function modelWish(
	{model, node}: Extract<SettingCommand, {name: 'model'}>,
	before: ConversationSettings,
	live: State,
): Wished {
	if (model === undefined && node === undefined) {
		return {typed: '/model '};
	}

	const known = chatModels(live).map(({name}) => name);
	const meant = model === undefined ? before.model : meantModel(model, known);
	const place = node === undefined ? {name: before.node} : meantNode(node, live);
	if (meant === undefined && model !== undefined) {
		const nearest = nearestWord(model, known) ?? known[0];
		return {
			problem: `No node has the model ${model}.${nearest === undefined ? '' : ` Try ${nearest}`}`,
		};
	}

	return 'problem' in place
		? place
		: {
				settings: {...before, model: meant, node: place.name},
				told: {setting: 'model', value: [meant, place.name].filter(Boolean).join(' on ')},
			};
}

/** As it is installed; where nobody told of models yet, as it was typed. */
function meantModel(typed: string, known: readonly string[]): string | undefined {
	if (known.length === 0) {
		return isModelName(typed) ? typed : undefined;
	}

	return known.find(name => isSameModel(name, typed)) ?? meantWord(typed, known);
}

export function meantNode(
	typed: string,
	{nodes}: Pick<State, 'nodes'>,
): {readonly name: string} | ChatProblem {
	const names: readonly string[] = nodes.map(({config}) => config.name);
	const name = meantWord(typed, names);
	if (name !== undefined) {
		return {name};
	}

	const nearest = nearestWord(typed, names) ?? names[0];
	return {problem: `Not a node: ${typed}.${nearest === undefined ? '' : ` Try ${nearest}`}`};
}

function nodeWish(
	{node}: Extract<SettingCommand, {name: 'node'}>,
	before: ConversationSettings,
	live: State,
): Wished {
	if (node.kind === 'show') {
		return {shown: {setting: 'node', value: before.node ?? 'any'}};
	}

	const place = node.kind === 'node' ? meantNode(node.node, live) : {name: undefined};
	return 'problem' in place
		? place
		: {
				settings: {...before, node: place.name},
				told: {setting: 'node', value: place.name ?? 'any'},
			};
}

function optionWish(wish: SettingWish, before: ConversationSettings): Wished {
	const {options = {}} = before;
	if (wish.kind === 'showAll') {
		const all = Object.entries(options).map(([name, value]) => `${name} ${optionText(value)}`);
		return {shown: {setting: 'options', value: all.length === 0 ? undefined : all.join(', ')}};
	}

	const {setting} = wish;
	if (wish.kind === 'show') {
		const value = Object.hasOwn(options, setting) ? options[setting] : undefined;
		return {shown: {setting, value: value === undefined ? undefined : optionText(value)}};
	}

	const {[setting]: _old, ...others} = options;
	const set = wish.kind === 'set' ? {...others, [setting]: wish.value} : others;
	const value = wish.kind === 'set' ? optionText(wish.value) : undefined;
	return {settings: {...before, options: set}, told: {setting, value}};
}

function optionText(value: NonNullable<ConversationSettings['options']>[string]): string {
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
