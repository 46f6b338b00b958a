import type {NodesScreen} from './screen-state.ts';

/** What esc gives up. */
export type WayBack = 'pane' | 'open' | 'marks' | 'focus' | 'filter';

/** Out of one thing at a time, the innermost first: nothing goes that an open detail hides. Undefined: there is nothing. */
export function wayBack({pane, isOpen, marks, focus, filter}: NodesScreen): WayBack | undefined {
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
