import {assertNever} from '../domain/assert-never.ts';
import type {LineInput, ScreenState} from '../store/screen-state.ts';
import {limitText} from '../theme/job-text.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {widthOf} from '../theme/width.ts';

/** What stands before that which is typed: `:`, `/`, or what is asked for. */
export function linePrompt({dialog, line, size}: ScreenState): Safe {
	if (line === undefined) {
		return safe``;
	}

	const {purpose} = line;
	switch (purpose) {
		case 'filterNodes':
		case 'filterJobs':
		case 'filterSlurmNodes':
		case 'filterModels':
		case 'filterEvents':
		case 'searchLog':
			return safe`/`;
		case 'command':
			return safe`:`;
		case 'timeLimit':
			return timeLimitPrompt(line, size.columns);
		case 'drainReason':
			return safe`why drain ${subjectText(line)}: `;
		case 'scriptName':
			return safe`script: `;
		case 'renameChat':
			return safe`title: `;
		case 'searchChats':
			return safe`find in all conversations: `;
		case 'pullModel':
			return safe`pull which model${offeredOf(line)}: `;
		case 'createModel':
			return safe`name of the new model, made of ${subjectText(line)}: `;
		case 'fitContext':
			return safe`context in tokens, as 32k${offeredOf(line)}: `;
		case 'keepModel':
			return size.columns < 100
				? safe`keep ${subjectText(line)} in memory for: `
				: safe`keep ${subjectText(line)} in memory for, as 5m, 24h or forever: `;
		case 'nameModel':
			return safe`second name of ${subjectText(line)}: `;
		case 'renameModel':
			return safe`new name of ${subjectText(line)}: `;
		case 'submitOption': {
			const field = dialog?.kind === 'submit' ? dialog.header?.[dialog.cursor] : undefined;
			return safe`--${clean(field?.name ?? '', {maxCharacters: 40})}=`;
		}
		default:
			return assertNever(purpose);
	}
}

/** ` (enter: gemma3:27b)` */
function offeredOf({offered}: LineInput): Safe {
	return offered === undefined ? safe`` : safe` (enter: ${clean(offered, {maxCharacters: 40})})`;
}

/** What is typed has so many cells at least, and the way out beside it. */
const typedColumns = 24;

/** `time limit of 4711 (now 4 h), as 90, 1:30:00 or +30m: `; examples where there is room for them. */
function timeLimitPrompt(line: LineInput, columns: number): Safe {
	const subject = safe`time limit of ${subjectText(line)}${limitOfNow(line)}`;
	const full = safe`${subject}, as 90, 1:30:00 or +30m: `;
	return widthOf(full) <= columns - typedColumns ? full : safe`${subject}: `;
}

/** Of several only where they have the same. */
function limitOfNow({about}: LineInput): Safe {
	const jobs = about?.kind === 'jobs' ? about.targets.flatMap(target => target.jobs) : [];
	const [limit, ...others] = new Set(jobs.map(({timeLimitSeconds}) => timeLimitSeconds));
	return limit === undefined || others.length > 0 ? safe`` : safe` (now ${limitText(limit)})`;
}

function subjectText({about}: LineInput): Safe {
	if (about?.kind === 'slurmNode') {
		const [node = '', ...more] = about.nodes;
		return more.length === 0 ? clean(node, {maxCharacters: 40}) : safe`${more.length + 1} nodes`;
	}

	if (about?.kind === 'models') {
		const [model = '', ...more] = about.models;
		return more.length === 0 ? clean(model, {maxCharacters: 40}) : safe`${more.length + 1} models`;
	}

	const [first, ...others] = about?.kind === 'jobs' ? about.targets : [];
	return others.length > 0
		? safe`${others.length + 1} jobs`
		: clean(first?.ref.id ?? '', {maxCharacters: 40});
}
