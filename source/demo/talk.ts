import {assertNever} from '../domain/assert-never.ts';
import {dfText} from './fact-text.ts';
import {nvidiaText, vcgencmdText} from './gpu-text.ts';
import {journalLines, type LogLines, rememberedSeconds, trainingLines} from './log-text.ts';
import type {Moment} from './moment.ts';
import {processesText} from './process-text.ts';
import {jobLogText} from './queue/job-log-text.ts';
import {type DemoCluster, startSlurmTalk} from './queue/slurm-talk.ts';
import {answerText, bootText} from './sampler-talk.ts';
import type {DemoScripts, ScriptName} from './scripts.ts';

/** What a script does once it runs: it says what is so when its words leave the node. */
export type Talk = {
	/** A line of stdin; undefined: it reads none. */
	readonly hear: ((line: string) => void) | undefined;
	/** In place of lines: all of stdin as it comes. */
	readonly hearBytes?: (bytes: string) => void;
};

export type Speaker = {
	readonly say: (text: (moment: Moment) => string) => void;
	/** Again and again, until it is closed. */
	readonly sayEvery: (delayMs: number, text: (moment: Moment) => string) => void;
	/** One after the other, each when the one before has left: a long text is made in pieces. */
	readonly sayPieces: (pieces: Iterator<string>) => void;
	readonly exit: (exitCode: number) => void;
};

const nvidiaEveryMs = 2000;
const logEveryMs = 1000;

/** What a shell runs: `text` is the script, as it was found. */
export type Running = {
	readonly name: ScriptName;
	readonly text: string;
	readonly scripts: DemoScripts;
	/** That one logs in to here; undefined: none. */
	readonly cluster: DemoCluster | undefined;
};

export function startTalk({name, text, scripts, cluster}: Running, speaker: Speaker): Talk {
	const {say, sayEvery, exit} = speaker;
	switch (name) {
		case 'sampler':
			say(bootText);
			return {hear: line => say(moment => answerText(line, moment))};
		case 'findTools':
			say(toolsText);
			return {hear: undefined};
		case 'askPi':
			say(() => 'READY\n');
			return {hear: () => say(moment => `${vcgencmdText(moment)}.\n`)};
		case 'nvidia': {
			const fields = /--query-gpu=(\S+)/.exec(text)?.[1]?.split(',') ?? [];
			sayEvery(nvidiaEveryMs, moment => nvidiaText(moment, fields));
			return {hear: undefined};
		}
		case 'processes':
			say(() => 'READY\n');
			return {hear: () => say(moment => processesText(moment, scripts.processMarks))};
		case 'journal':
			return followLog(journalLines, speaker);
		case 'logFile':
			return cluster === undefined
				? followLog(trainingLines, speaker)
				: followJobLog(cluster, speaker);
		case 'slurm':
			return {hear: undefined, ...startSlurmTalk(cluster, speaker)};
		case 'df':
			say(dfText);
			exit(0);
			return {hear: undefined};
		default:
			return assertNever(name);
	}
}

/** It begins with what was before it was opened when it has been told which log is meant. */
function followLog(linesOf: LogLines, {say, sayEvery}: Speaker): Talk {
	let toldTo: number | undefined;
	say(() => 'READY\n');
	return {
		hear() {
			sayEvery(logEveryMs, ({life, second}) => {
				const after = toldTo ?? second - rememberedSeconds;
				toldTo = second;
				return linesOf(life, after, second);
			});
		},
	};
}

/** At which byte it begins to read, and that a line begins there. */
const fromItsStart = '0 1\n';

/** On a login node logs are those of jobs: the path says of which. */
function followJobLog(cluster: DemoCluster, {say, sayEvery}: Speaker): Talk {
	let toldTo = Number.NEGATIVE_INFINITY;
	say(() => 'READY\n');
	return {
		hear(path) {
			say(({second}) => {
				const state = cluster.queue();
				const text = jobLogText(plainPath(path), {state, ...cluster}, [toldTo, second]);
				return text === undefined
					? `${fromItsStart}tail: cannot open '${path}' for reading: No such file or directory\n`
					: fromItsStart;
			});
			sayEvery(logEveryMs, ({second}) => {
				const after = toldTo;
				toldTo = second;
				return (
					jobLogText(plainPath(path), {state: cluster.queue(), ...cluster}, [after, second]) ?? ''
				);
			});
		},
	};
}

/** A path may be written with steps that lead nowhere: its reader marks it so. */
function plainPath(path: string): string {
	return path.replace(/^\/(?:\.?\/)+/, '/');
}

/** The programs of the node that know more than its files do, a line each. */
function toolsText({life: {machine}}: Moment): string {
	return `${machine.gpus.length > 0 ? 'nvidia-smi\n' : ''}${machine.isPi ? 'vcgencmd\n' : ''}.\n`;
}
