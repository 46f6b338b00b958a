import {assertNever} from '../domain/assert-never.ts';
import type {JobAdvice} from '../domain/job-efficiency.ts';
import {durationText} from './duration-text.ts';
import {countText, shareText, sizeText} from './number-text.ts';

/** One sentence, with the option of sbatch to use the next time. */
export function jobAdviceText(advice: JobAdvice): string {
	switch (advice.kind) {
		case 'lessMemory':
			return `${shareText(advice.fraction)} of ${sizeText(advice.askedBytes)} used: ask for ${memoryOption(advice)}`;
		case 'moreMemory':
			return `${sizeText(advice.askedBytes)} were hardly enough: ask for ${memoryOption(advice)}`;
		case 'lessTime':
			return `${shareText(advice.fraction)} of ${durationText(advice.askedSeconds * 1000)} used: ask for --time=${advice.suggestedMinutes}, and it may start sooner`;
		case 'moreTime':
			return `${durationText(advice.askedSeconds * 1000)} were not enough: ask for more with --time, or save where it is`;
		case 'fewerCpus':
			return `${shareText(advice.fraction)} of ${countText(advice.asked, 'cpu')} used: ${countText(advice.suggested, 'cpu')} would do`;
		case 'idleGpus':
			return `its ${countText(advice.asked, 'gpu')} ${advice.asked === 1 ? 'is' : 'are'} idle, ${shareText(advice.fraction)} used: does it find ${advice.asked === 1 ? 'it' : 'them'}?`;
		default:
			return assertNever(advice);
	}
}

/** `--mem=20G`, `--mem-per-cpu=640M` */
function memoryOption({
	per,
	suggestedBytes,
}: Extract<JobAdvice, {kind: 'lessMemory' | 'moreMemory'}>): string {
	const gibibytes = suggestedBytes / 1024 ** 3;
	const size = Number.isInteger(gibibytes)
		? `${gibibytes}G`
		: `${Math.ceil(suggestedBytes / 1024 ** 2)}M`;
	return `${per === 'cpu' ? '--mem-per-cpu' : '--mem'}=${size}`;
}
