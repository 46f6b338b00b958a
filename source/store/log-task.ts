import type {JobPhase} from '../domain/job-where.ts';
import type {LogSource} from '../domain/screen.ts';
import {phaseOf} from '../rules/job-phase.ts';

/** How a task is whose log can be read. */
export type LogTask = {
	readonly phase: JobPhase;
	/** As its cluster calls it. */
	readonly state: string;
	readonly runSeconds: number | undefined;
};

/** Undefined: nothing was told of it, or it is no log of a job. */
export function taskOfLog(source: LogSource): LogTask | undefined {
	if (source.kind !== 'job') {
		return undefined;
	}

	const {told, listed} = source;
	if (told?.state !== undefined) {
		const {state, reason, runSeconds} = told;
		return {phase: phaseOf({state, reason}), state, runSeconds};
	}

	return listed && {phase: phaseOf(listed), state: listed.state, runSeconds: listed.elapsedSeconds};
}
