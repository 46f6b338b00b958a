/** Programs of Slurm on the PATH of this machine, which refuse what they are not made for: for what goes wrong. */
import {appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {temporaryDirectory} from './temporary-directory.ts';

export type SlurmProgram =
	| 'id'
	| 'sacct'
	| 'sbatch'
	| 'scancel'
	| 'scontrol'
	| 'sinfo'
	| 'squeue'
	| 'sstat';

export type FakeSlurm = {
	/** Of the program that uses it. */
	readonly env: Readonly<Record<string, string>>;
	/** Of its configuration: this machine, and a cluster on it, `hpc`. */
	readonly nodes: string;
	/** What the audit log holds of what was done to the cluster: `sendCommand sent`. */
	readonly audited: () => readonly string[];
	/** What was run, in this order: `scancel --user=alice 71`. */
	readonly asked: () => readonly string[];
	/** What no program here is made for. */
	readonly refused: () => readonly string[];
	/** What the job 31 writes, and both of its streams. */
	readonly log: string;
	/** Lets those go on that wait in `waitHere`, from now on. */
	readonly letGo: () => void;
};

/** In place of an answer: the program waits until the test lets it go, or it is killed. */
export const waitHere = 'while [ ! -e "$folder/go" ]; do sleep 0.05; done';

/** In place of lines: there is no such program in the folder. */
export const absent = 'absent';

const captures = resolve('test/fixtures/slurm');
const captured = 'c0ffee5eed5eed5eed5eed5eed5eed11';

/** A capture, told with the mark of this call. */
function told(file: string): string {
	return `LC_ALL=C sed "s/${captured}/$mark/g" "${captures}/${file}"`;
}

/** The capture is of another. */
const asJob31 =
	's/JobId=24 /JobId=31 /; s/UserId=carol/UserId=bob/; s/SubmitTime=[0-9]*/SubmitTime=1795350156/; s#\\(Std[OE][a-z]*\\)=.*#\\1=$folder/log#';

const config = 'ClusterName = lab\nAccountingStorageType = accounting_storage/none\n';

/** Cases of sh for all arguments in one. A job that was cancelled is not told any more. */
const healthy: Readonly<Record<SlurmProgram, string>> = {
	id: `-un) echo alice;; -u) echo 1001;;`,
	sacct: '',
	sbatch: '',
	scancel: `'--user='*) ${waitHere}; : > "$folder/cancelled";;`,
	scontrol: `'show config') printf '${config.replaceAll('\n', '\\n')}';;
'--local -d show job 31') ${told('scontrol-show-job-running.txt')} | sed "${asJob31}";;
ping) echo 'Slurmctld(primary) at login01 is UP';;`,
	sinfo: `'--noheader --all --Node --Format='*) ${told('sinfo-marked.txt')};;`,
	squeue: `--version) echo 'slurm-wlm 22.05.8';;
'--local --noheader --all --Format='*) [ -e "$folder/cancelled" ] || ${told('squeue-marked.txt')};;`,
	sstat: '',
};

/** `faults`: what such a program does instead, as lines of sh: whatever it is asked for, or of cases. */
export function fakeSlurm(faults: Partial<Record<SlurmProgram, string>> = {}): FakeSlurm {
	const folder = temporaryDirectory();
	const bin = join(folder, 'bin');
	mkdirSync(bin);
	for (const [name, cases] of Object.entries(healthy)) {
		const fault = Object.entries(faults).find(([program]) => program === name)?.[1];
		if (fault === absent) {
			continue;
		}

		const script = programOf(name, folder, fault === undefined ? cases : casesOf(fault));
		writeFileSync(join(bin, name), script, {mode: 0o755});
	}

	const linesOf = (file: string): readonly string[] => {
		const path = join(folder, file);
		return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
	};
	return {
		env: {PATH: `${bin}:${process.env['PATH']}`, XDG_STATE_HOME: join(folder, 'state')},
		nodes: '  - {name: here-it-is, local: true}\nslurm: [{name: hpc, local: true}]\n',
		audited: () => linesOf('state/clusterdeck/audit.jsonl').map(wordsOf),
		asked: () => linesOf('asked'),
		refused: () => linesOf('refused'),
		log: join(folder, 'log'),
		letGo: () => appendFileSync(join(folder, 'go'), ''),
	};
}

function casesOf(fault: string): string {
	return fault.startsWith('--') ? `${fault};;` : `*) ${fault};;`;
}

function programOf(name: string, folder: string, cases: string): string {
	return `#!/bin/sh
folder='${folder}'
printf '%s\\n' "${name} $*" >> "$folder/asked"
mark=$(printf %s "$*" | LC_ALL=C sed -nE 's/.*[^0-9a-f]([0-9a-f]{32})e.*/\\1/p')
case "$*" in
${cases}
*) printf '%s\\n' "${name} $*" >> "$folder/refused"; echo "not made for this" >&2; exit 97;;
esac
`;
}

function wordsOf(line: string): string {
	const {what, result} = JSON.parse(line) as {readonly what: string; readonly result: string};
	return `${what} ${result}`;
}
