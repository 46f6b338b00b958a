import type {ReadList} from '../domain/parsed.ts';
import {failed} from '../domain/result.ts';
import {noFields, unknownFieldsIn} from '../parsers/slurm-fields.ts';
import type {AskSlurm, SlurmCommand} from './slurm-command.ts';

/** What one call told. */
export type Told<Value> = {
	readonly value: Value;
	readonly stderr: string;
	/** It was understood whole, also where a field was not known. */
	readonly isRead: boolean;
};

export type AskForFields<Value> = (without: ReadonlySet<string>) => Promise<Told<Value>>;

/** What was learnt of a cluster: one for all who ask it, so that nothing is learnt twice. */
export type ClusterMemory = {
	/** Fields that it does not have, by those that a program is asked for. */
	readonly without: Map<readonly string[], ReadonlySet<string>>;
	/** The number of who asks; undefined: nobody has asked yet. */
	ownId: string | undefined;
};

export function newClusterMemory(): ClusterMemory {
	return {without: new Map(), ownId: undefined};
}

/**
 * Asks for the fields that a version of Slurm has. One that it does not have is named on stderr: it is never asked for
 * again, and where nothing could be read with it, it is asked again at once without it. sacct and sstat name one at a
 * time, so that there may be as many calls as fields, once.
 */
export function createKnownFields(
	fields: readonly string[],
	memory: ClusterMemory = newClusterMemory(),
): <Value>(ask: AskForFields<Value>) => Promise<Value> {
	const known = (): ReadonlySet<string> => memory.without.get(fields) ?? noFields;
	return async ask => {
		for (;;) {
			const left = known();
			const told = await ask(left);
			const unknown = unknownFieldsIn(told.stderr, fields).filter(field => !left.has(field));
			memory.without.set(fields, new Set([...known(), ...unknown]));
			if (unknown.length === 0 || told.isRead) {
				return told.value;
			}
		}
	};
}

export type FieldCall<Value> = {
	readonly ask: AskSlurm;
	readonly command: SlurmCommand;
	readonly read: (stdout: string) => ReadList<Value>;
	readonly signal: AbortSignal;
};

/** One call whose answer is read when it has ended. Failures: those of `AskSlurm` and of `read`, `exited`. */
export async function tellFields<Value>({
	ask,
	command,
	read,
	signal,
}: FieldCall<Value>): Promise<Told<ReadList<Value>>> {
	const answer = await ask(command, signal);
	if (!answer.ok) {
		return {value: answer, stderr: '', isRead: false};
	}

	const {stdout, stderr, exitCode} = answer.value;
	if (exitCode !== 0) {
		const where = command.argv[0] ?? '';
		const failure = {kind: 'exited', where, exitCode, signal: undefined, stderr} as const;
		return {value: failed(failure), stderr, isRead: false};
	}

	const value = read(stdout);
	return {value, stderr, isRead: value.ok && value.problems === undefined};
}
