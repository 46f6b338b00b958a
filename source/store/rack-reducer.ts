import {assertNever} from '../domain/assert-never.ts';
import type {ChatTabEvent} from '../domain/chat-event.ts';
import type {
	ClusterEvent,
	Event,
	JobEvent,
	LogEvent,
	OllamaEvent,
	ScreenEvent,
} from '../domain/event.ts';
import type {ModelEvent} from '../domain/model-deed.ts';
import {reduceAsked, withoutQuestionOf} from './asked.ts';
import {reduceClock} from './clock.ts';
import {reduceCluster} from './clusters.ts';
import {reduceConfig} from './config.ts';
import {reduceDialog} from './dialogs.ts';
import {withEvents} from './events.ts';
import {reduceJobs} from './job-results.ts';
import {keepJobCursor} from './jobs-cursor.ts';
import {reduceLog} from './log.ts';
import {reduceMetrics} from './model-metrics.ts';
import type {reduceModels} from './models.ts';
import {reduceNode} from './nodes.ts';
import {reduceOllama} from './ollama.ts';
import {reducePreferences} from './preferences.ts';
import {reduceProcesses} from './processes.ts';
import type {Reduction} from './reduction.ts';
import {keepSlurmCursor} from './slurm-nodes-cursor.ts';
import type {State} from './state.ts';
import {withToast} from './toast.ts';
import {withUnderWay} from './under-way.ts';
import {mayChangeWhatIsSeen, readWhatIsSeen} from './watched.ts';

export type Reduce = (state: State, event: Event) => Reduction;

/** What a person at a screen does; the beginning of the session is told without one too. */
export type ReduceScreen = (state: State, event: PersonEvent) => Reduction;

export type PersonEvent = Exclude<ScreenEvent, {type: 'session/opened'}>;

/** Of the State only a screen has a use for. */
export type ScreenSlices = {
	readonly reduceScreen: ReduceScreen;
	readonly reduceChats: (state: State, event: ChatTabEvent) => Reduction;
	readonly reduceModels: typeof reduceModels;
};

const nobodyLooks = (state: State): Reduction => [state, []];

/** The program without a screen, where keys mean nothing: who prints one document loads no more. */
export const reduceRack: Reduce = reducing({
	reduceScreen: nobodyLooks,
	reduceChats: nobodyLooks,
	reduceModels: nobodyLooks,
});

/** All that is told, with what a screen makes of its part. Pure. */
export function reducing(slices: ScreenSlices): Reduce {
	return (state, event) => {
		const [reduced, effects] = reduceSlice(state, event, slices);
		const after = withUnderWay(withEvents(state, reduced, event), event, effects);
		const [next, alarms] = withToast(state, after, event);
		const reduction: Reduction = [next, alarms.length === 0 ? effects : [...effects, ...alarms]];
		return mayChangeWhatIsSeen(event) ? readWhatIsSeen(reduction) : reduction;
	};
}

function reduceSlice(state: State, event: Event, slices: ScreenSlices): Reduction {
	if (isOfCluster(event)) {
		return [keepSlurmCursor(state, keepJobCursor(state, reduceCluster(state, event))), []];
	}

	if (isOfOllama(event)) {
		return [reduceOllama(state, event), []];
	}

	if (isOfChats(event)) {
		return slices.reduceChats(state, event);
	}

	if (isOfModels(event)) {
		return slices.reduceModels(state, event);
	}

	if (isOfLog(event)) {
		return [reduceLog(state, event), []];
	}

	if (isOfJobs(event)) {
		return reduceJobs(state, event);
	}

	return isOfPerson(event) ? slices.reduceScreen(state, event) : reduceRest(state, event);
}

function isOfCluster(event: Event): event is ClusterEvent {
	return event.type.startsWith('cluster/');
}

function isOfJobs(event: Event): event is JobEvent {
	return event.type.startsWith('jobs/');
}

function isOfOllama(event: Event): event is OllamaEvent {
	return event.type.startsWith('ollama/');
}

function isOfChats(event: Event): event is ChatTabEvent {
	return event.type.startsWith('chats/');
}

function isOfModels(event: Event): event is ModelEvent {
	return event.type.startsWith('models/');
}

function isOfLog(event: Event): event is LogEvent {
	return event.type.startsWith('log/');
}

function isOfPerson(event: Event): event is PersonEvent {
	return /^(?:key|text|mouse|screen|detail|transcript)\//.test(event.type);
}

type RestEvent = Exclude<
	Event,
	ChatTabEvent | ClusterEvent | JobEvent | LogEvent | ModelEvent | OllamaEvent | PersonEvent
>;

function reduceRest(state: State, event: RestEvent): Reduction {
	switch (event.type) {
		case 'clock/ticked':
			return reduceClock(state, event);
		case 'config/loaded':
		case 'config/rejected':
			return reduceConfig(state, event);
		case 'node/dialled':
		case 'node/connectFailed':
		case 'node/lost':
		case 'node/described':
		case 'node/describeFailed':
		case 'node/sampled':
		case 'node/sampleFailed':
		case 'node/filesystemsMeasured':
		case 'node/filesystemsFailed':
			return [reduceNode(state, event), []];
		case 'node/authenticated':
		case 'node/connected':
			return [reduceNode(withoutQuestionOf(state, event.node), event), []];
		case 'node/processesListed':
		case 'node/processesFailed':
			return [reduceProcesses(state, event), []];
		case 'node/commandRan':
		case 'notice/given':
			return [state, []];
		case 'preferences/written':
			return [reducePreferences(state, event), []];
		case 'chat/attemptStarted':
		case 'chat/attemptEnded':
		case 'metrics/read':
			return reduceMetrics(state, event);
		case 'secret/asked':
		case 'obstacle/removed':
			return reduceAsked(state, event);
		case 'secret/typed':
		case 'secret/closed':
		case 'sshHosts/listed':
			return [reduceDialog(state, event), []];
		case 'session/opened':
			return [opened(state, event), []];
		default:
			return assertNever(event);
	}
}

function opened(
	state: State,
	{isReadOnly, isDemo, firstTab, preferences}: Extract<ScreenEvent, {type: 'session/opened'}>,
): State {
	return {...state, session: {isReadOnly, isDemo, firstTab, preferences}};
}
