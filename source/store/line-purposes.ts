import {parseEventFilter} from '../rules/event-filter.ts';
import {parseJobFilter} from '../rules/job-filter.ts';
import {parseNodeFilter} from '../rules/node-filter.ts';
import {parseSlurmNodeFilter} from '../rules/slurm-node-filter.ts';
import {searchProblem} from '../rules/text-search.ts';
import {parseModelFilter} from '../rules/model-filter.ts';
import {parseTimeLimit} from '../rules/time-limit.ts';
import type {LineInput, ScreenState} from './screen-state.ts';

/** What a line is typed for, where its text is in use while it is typed. */
export type LinePurpose = {
	/** The text that is in use. */
	readonly read: (screen: ScreenState) => string;
	readonly write: (screen: ScreenState, text: string) => ScreenState;
	/** Why the text cannot be used, and one that could be; undefined: it can. */
	readonly problemOf: (text: string) => string | undefined;
	/** Whether the text asks for nothing, so that none is kept. */
	readonly isEmpty: (text: string) => boolean;
};

/** It is in use only when it is kept. */
const typedOnce: LinePurpose = {
	read: () => '',
	write: screen => screen,
	problemOf: () => undefined,
	isEmpty: isBlank,
};

/** A command is in use only when it is run. */
export const linePurposes: Readonly<Record<Exclude<LineInput['purpose'], 'command'>, LinePurpose>> =
	{
		filterNodes: {
			read: ({nodes}) => nodes.filter,
			write: (screen, filter) => ({...screen, nodes: {...screen.nodes, filter}}),
			problemOf(text) {
				const parsed = parseNodeFilter(text);
				return parsed.kind === 'problem' ? parsed.problem : undefined;
			},
			isEmpty(text) {
				const parsed = parseNodeFilter(text);
				return parsed.kind === 'filter' && parsed.terms.length === 0;
			},
		},
		filterJobs: {
			read: ({jobs}) => jobs.filter,
			write: (screen, filter) => ({...screen, jobs: {...screen.jobs, filter}}),
			problemOf(text) {
				const parsed = parseJobFilter(text);
				return parsed.kind === 'problem' ? parsed.problem : undefined;
			},
			isEmpty(text) {
				const parsed = parseJobFilter(text);
				return parsed.kind === 'filter' && parsed.terms.length === 0;
			},
		},
		filterSlurmNodes: {
			read: ({jobs}) => jobs.nodes.filter,
			write: ({jobs, ...screen}, filter) => ({
				...screen,
				jobs: {...jobs, nodes: {...jobs.nodes, filter}},
			}),
			problemOf(text) {
				const parsed = parseSlurmNodeFilter(text);
				return parsed.kind === 'problem' ? parsed.problem : undefined;
			},
			isEmpty(text) {
				const parsed = parseSlurmNodeFilter(text);
				return parsed.kind === 'filter' && parsed.terms.length === 0;
			},
		},
		filterModels: {
			read: ({models}) => models.filter,
			write: (screen, filter) => ({...screen, models: {...screen.models, filter}}),
			problemOf(text) {
				const parsed = parseModelFilter(text);
				return parsed.kind === 'problem' ? parsed.problem : undefined;
			},
			isEmpty(text) {
				const parsed = parseModelFilter(text);
				return parsed.kind === 'filter' && parsed.terms.length === 0;
			},
		},
		timeLimit: {
			...typedOnce,
			problemOf(text) {
				const parsed = isBlank(text) ? undefined : parseTimeLimit(text);
				return parsed?.kind === 'problem' ? parsed.problem : undefined;
			},
		},
		pullModel: typedOnce,
		createModel: typedOnce,
		fitContext: typedOnce,
		keepModel: typedOnce,
		nameModel: typedOnce,
		renameModel: typedOnce,
		drainReason: typedOnce,
		scriptName: typedOnce,
		submitOption: typedOnce,
		renameChat: typedOnce,
		searchChats: typedOnce,
		filterEvents: {
			read: ({events}) => events.filter,
			write: (screen, filter) => ({...screen, events: {...screen.events, filter}}),
			problemOf(text) {
				const parsed = parseEventFilter(text);
				return parsed.kind === 'problem' ? parsed.problem : undefined;
			},
			isEmpty(text) {
				const parsed = parseEventFilter(text);
				return parsed.kind === 'filter' && parsed.terms.length === 0;
			},
		},
		searchLog: {
			read: ({log}) => log?.search ?? '',
			write: ({log, ...screen}, search) => ({
				...screen,
				log: log === undefined ? undefined : {...log, search},
			}),
			problemOf: text => (isBlank(text) ? undefined : searchProblem(text)),
			isEmpty: isBlank,
		},
	};

function isBlank(text: string): boolean {
	return text.trim() === '';
}
