/**
 * The node's end of the conversation with the sampler (clients/sampler-script.ts draws it): frames of files by path.
 *
 *     @fixed =PATH text... . READY awk     when it starts, and for `9 +`
 *     @7 =PATH text... .                   for `7`: counters and sensors
 *     @8 =PATH text... .                   for `8 PATH PATH`: these, as far as they are there
 */
import {factFiles} from './fact-text.ts';
import type {Moment} from './moment.ts';
import {bootIdText, counterFiles} from './proc-text.ts';
import {sensorFiles, sensorNames} from './sensor-text.ts';

type File = readonly [path: string, text: string];

export function bootText(moment: Moment): string {
	const {machine} = moment.life;
	const fixed: readonly File[] = [
		['uname -m', `${machine.architecture}\n`],
		['/proc/sys/kernel/random/boot_id', bootIdText(moment)],
		...sensorNames(machine),
	];
	return `${frameText('fixed', fixed)}READY awk\n`;
}

/** An empty line asks for nothing. */
export function answerText(line: string, moment: Moment): string {
	const [id = '', ...paths] = line.split(' ').filter(word => word !== '');
	if (id === '' || paths[0] === '+') {
		return id === '' ? '' : bootText(moment);
	}

	const changing = [...counterFiles(moment), ...sensorFiles(moment)];
	if (paths.length === 0) {
		return frameText(id, changing);
	}

	const files = new Map([...changing, ...factFiles(moment.life)]);
	return frameText(
		id,
		paths.flatMap((path): readonly File[] => {
			const text = files.get(path);
			return text === undefined ? [] : [[path, text]];
		}),
	);
}

function frameText(id: string, files: readonly File[]): string {
	return `@${id}\n${files.map(([path, text]) => `=${path}\n${text}`).join('')}.\n`;
}
