import type {Failure} from '../domain/failure.ts';
import {failureClause, failureText} from '../theme/failure-text.ts';

/** What is said of one node; of several that share it, it is said once. */
export type Said = {
	readonly node: string;
	/** Who it is when it stands alone: with an address, where there is one. */
	readonly subject: string;
	readonly text: string;
	/** Stands before whom it is said of: `down: `. */
	readonly lead?: string;
};

export type SaidOnce = {
	readonly text: string;
	/** How many were said so. */
	readonly count: number;
};

export function said(node: string, text: string): Said {
	return {node, subject: node, text};
}

/** A failure names what failed, which need not be the node: a jump host, a file, a command. */
export function saidOfFailure(node: string, failure: Failure): Said {
	const {where} = failure;
	return where === node || where.startsWith(`${node} `)
		? {node, subject: where, text: failureClause(failure)}
		: said(node, failureText(failure));
}

/** `pi-1, pi-2 and 3 more: host is unreachable`, in the order in which each was said first. */
export function sayOnce(sentences: readonly Said[], mostNames: number): readonly SaidOnce[] {
	const groups = Map.groupBy(sentences, ({lead = '', text}) => `${lead}${text}`);
	return [...groups.values()].map(alike => {
		const [{lead = '', text} = {text: ''}] = alike;
		return {text: `${lead}${namesOf(alike, mostNames)}: ${text}`, count: alike.length};
	});
}

function namesOf(alike: readonly Said[], mostNames: number): string {
	const names = [...new Set(alike.map(({node}) => node))];
	const [first] = alike;
	if (names.length === 1 && first !== undefined) {
		return first.subject;
	}

	const rest = names.length - mostNames;
	const named = names.slice(0, mostNames).join(', ');
	return rest > 0 ? `${named} and ${rest} more` : named;
}
