import {parseSlurmVersion} from '../parsers/slurm-version.ts';
import {askForText} from './ask-for-text.ts';
import type {AskSlurm} from './slurm-command.ts';

const limitMs = 5000;

/** `22.05.8`, without asking its controller; undefined: it did not tell. */
export async function slurmVersion(
	ask: AskSlurm,
	signal: AbortSignal,
): Promise<string | undefined> {
	const told = await askForText(ask, {argv: ['squeue', '--version'], limitMs}, signal);
	return told.ok ? parseSlurmVersion(told.value) : undefined;
}
