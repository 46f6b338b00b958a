import {assertNever} from '../domain/assert-never.ts';
import type {ClusterEvent, Event, JobEvent, LogEvent, OllamaEvent} from '../domain/event.ts';
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
import {reduceNode} from './nodes.ts';
import {reduceOllama} from './ollama.ts';
import {reducePreferences} from './preferences.ts';
import {reduceProcesses} from './processes.ts';
import type {Reduction} from './reduction.ts';
import {reduceScreen} from './screen.ts';
import {keepSlurmCursor} from './slurm-nodes-cursor.ts';
import type {State} from './state.ts';
import {withToast} from './toast.ts';
import {withUnderWay} from './under-way.ts';
import {mayChangeWhatIsSeen, readWhatIsSeen} from './watched.ts';

/** The whole program: a fact comes in, the next state and the requests that follow from it go out. Pure. */
export function reduce(state: State, event: Event): Reduction {
	const [reduced, effects] = reduceSlice(state, event);
	const after = withUnderWay(withEvents(state, reduced, event), event, effects);
	const [next, alarms] = withToast(state, after, event);
	const reduction: Reduction = [next, alarms.length === 0 ? effects : [...effects, ...alarms]];
	return mayChangeWhatIsSeen(event) ? readWhatIsSeen(reduction) : reduction;
}

function reduceSlice(state: State, event: Event): Reduction {
	if (isOfCluster(event)) {
		return [keepSlurmCursor(state, keepJobCursor(state, reduceCluster(state, event))), []];
	}

	if (isOfOllama(event)) {
		return [reduceOllama(state, event), []];
	}

	if (isOfLog(event)) {
		return [reduceLog(state, event), []];
	}

	return isOfJobs(event) ? reduceJobs(state, event) : reduceRest(state, event);
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

function isOfLog(event: Event): event is LogEvent {
	return event.type.startsWith('log/');
}

type RestEvent = Exclude<Event, ClusterEvent | JobEvent | LogEvent | OllamaEvent>;

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
		case 'mouse/clicked':
		case 'mouse/wheeled':
		case 'screen/resized':
		case 'key/pressed':
		case 'text/pasted':
		case 'detail/measured':
			return reduceScreen(state, event);
		default:
			return assertNever(event);
	}
}
