import {assertNever} from '../domain/assert-never.ts';
import {dfText} from './fact-text.ts';
import {nvidiaText, vcgencmdText} from './gpu-text.ts';
import type {Moment} from './moment.ts';
import {answerText, bootText} from './sampler-talk.ts';
import type {ScriptName} from './scripts.ts';

/** What a script does once it runs: it says what is so when its words leave the node. */
export type Talk = {
	/** A line of stdin; undefined: it reads none. */
	readonly hear: ((line: string) => void) | undefined;
};

export type Speaker = {
	readonly say: (text: (moment: Moment) => string) => void;
	/** Again and again, until it is closed. */
	readonly sayEvery: (delayMs: number, text: (moment: Moment) => string) => void;
	readonly exit: (exitCode: number) => void;
};

const nvidiaEveryMs = 2000;

export function startTalk(name: ScriptName, script: string, speaker: Speaker): Talk {
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
			const fields = /--query-gpu=(\S+)/.exec(script)?.[1]?.split(',') ?? [];
			sayEvery(nvidiaEveryMs, moment => nvidiaText(moment, fields));
			return {hear: undefined};
		}
		case 'df':
			say(dfText);
			exit(0);
			return {hear: undefined};
		default:
			return assertNever(name);
	}
}

/** The programs of the node that know more than its files do, a line each. */
function toolsText({life: {machine}}: Moment): string {
	return `${machine.gpus.length > 0 ? 'nvidia-smi\n' : ''}${machine.isPi ? 'vcgencmd\n' : ''}.\n`;
}
