import {type ProgramAnswer, refused, said} from './answer.ts';
import {demoSelf, demoUsers} from './demo-job.ts';
import {scancelAnswer, scontrolChange} from './job-changes.ts';
import type {QueueState} from './queue-state.ts';
import {sacctAnswer, sstatAnswer} from './sacct-text.ts';
import {sbatchAnswer} from './sbatch-text.ts';
import {scontrolAnswer, sprioAnswer} from './scontrol-text.ts';
import {homeScripts} from './script-text.ts';
import {sinfoAnswer} from './sinfo-text.ts';
import {squeueAnswer} from './squeue-text.ts';

export type ProgramCall = {
	readonly argv: readonly string[];
	/** What it reads, as bytes. */
	readonly input: string;
	readonly state: QueueState;
	/** Seconds since 1970 at second 0 of the story. */
	readonly epoch: number;
};

/** What a program on the login node says and does; undefined: there is none of that name. */
export function runProgram({argv, input, state, epoch}: ProgramCall): ProgramAnswer | undefined {
	switch (argv[0]) {
		case 'id':
			return said(`${argv[1] === '-un' ? demoSelf : demoUsers[demoSelf].uid}\n`);
		case 'squeue':
			return squeueAnswer(argv, state, epoch);
		case 'sinfo':
			return sinfoAnswer(argv, state, epoch);
		case 'sacct':
			return sacctAnswer(argv, state, epoch);
		case 'sstat':
			return sstatAnswer(argv, state);
		case 'sprio':
			return sprioAnswer(argv, state);
		case 'scontrol':
			return scontrolChange(argv, state) ?? scontrolAnswer(argv, state, epoch);
		case 'scancel':
			return scancelAnswer(argv, state);
		case 'sbatch':
			return sbatchAnswer(argv, input, {state, epoch});
		case 'sh':
			// All that a shell is asked for there is the list of scripts.
			return said(scriptList(epoch));
		case 'cat':
			return readFile(argv.at(-1) ?? '');
		default:
			return undefined;
	}
}

/** A size, when it was changed, a path, as `stat -c '%s %Y %n'`. */
function scriptList(epoch: number): string {
	return [...homeScripts]
		.map(([name, text]) => `${text.length} ${Math.floor(epoch) - 90_000} ./${name}\n`)
		.join('');
}

function readFile(path: string): ProgramAnswer {
	const text = homeScripts.get(path.replace(/^\.\//, '').replace(/^\/home\/alice\//, ''));
	return text === undefined ? refused(`cat: ${path}: No such file or directory`) : said(text);
}
