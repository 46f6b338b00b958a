/** What esc gives up. */
export type WayBack = 'pane' | 'open' | 'marks' | 'focus' | 'filter';

/** A list and what stands under it: of nodes, and of jobs. */
type Place = {
	readonly pane: string;
	readonly isOpen: boolean;
	readonly marks: readonly unknown[];
	readonly focus: 'list' | 'detail';
	readonly filter: string;
};

/** Out of one thing at a time, the innermost first: nothing goes that an open detail hides. Undefined: there is nothing. */
export function wayBack({pane, isOpen, marks, focus, filter}: Place): WayBack | undefined {
	if (isOpen) {
		return pane === 'facts' ? 'open' : 'pane';
	}

	if (marks.length > 0) {
		return 'marks';
	}

	if (pane !== 'facts') {
		return 'pane';
	}

	if (focus === 'detail') {
		return 'focus';
	}

	return filter === '' ? undefined : 'filter';
}

/** What the line of hints says of it, in one word: all other hints have to stand beside it. */
export function wayBackWord(way: WayBack | undefined): 'unmark' | 'unfilter' | 'back' {
	switch (way) {
		case 'marks':
			return 'unmark';
		case 'filter':
			return 'unfilter';
		default:
			return 'back';
	}
}
