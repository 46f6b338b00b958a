import {assertNever} from '../domain/assert-never.ts';
import type {LineInput, ScreenState} from '../store/screen-state.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';

/** What stands before that which is typed: `:`, `/`, or what is asked for. */
export function linePrompt({dialog, line}: ScreenState): Safe {
	if (line === undefined) {
		return safe``;
	}

	const {purpose} = line;
	switch (purpose) {
		case 'filterNodes':
		case 'filterJobs':
		case 'filterSlurmNodes':
		case 'filterEvents':
		case 'searchLog':
			return safe`/`;
		case 'command':
			return safe`:`;
		case 'timeLimit':
			return safe`time limit of ${subjectText(line)}: `;
		case 'drainReason':
			return safe`why drain ${subjectText(line)}: `;
		case 'scriptName':
			return safe`script: `;
		case 'submitOption': {
			const field = dialog?.kind === 'submit' ? dialog.header?.[dialog.cursor] : undefined;
			return safe`--${clean(field?.name ?? '', {maxCharacters: 40})}=`;
		}
		default:
			return assertNever(purpose);
	}
}

function subjectText({about}: LineInput): Safe {
	if (about?.kind === 'slurmNode') {
		return clean(about.node, {maxCharacters: 40});
	}

	const [first, ...others] = about?.targets ?? [];
	return others.length > 0
		? safe`${others.length + 1} jobs`
		: clean(first?.ref.id ?? '', {maxCharacters: 40});
}
