import {Component, type ReactNode} from 'react';
import type {ScreenLine} from '../theme/piece.ts';
import type {Profile} from '../theme/profile.ts';
import {clean, type Safe, safe} from '../theme/safe.ts';
import {LineStack} from './LineStack.tsx';

type GuardedProps = {
	/** For the sentence that stands there when it cannot be drawn: `the table`. */
	readonly what: Safe;
	readonly picture: ReactNode;
	/** What the picture has, so that a failed one moves nothing else. */
	readonly rows: number;
	readonly columns: number;
	readonly profile: Profile;
};

type GuardedState = {
	readonly problem: string | undefined;
	readonly tried: ReactNode;
};

/** Keeps what a picture throws in its own rows. React catches in classes only. The next picture is tried again. */
export class Guarded extends Component<GuardedProps, GuardedState> {
	override readonly state: GuardedState = {problem: undefined, tried: undefined};

	static getDerivedStateFromError(error: unknown): Partial<GuardedState> {
		return {problem: error instanceof Error ? error.message : String(error)};
	}

	static getDerivedStateFromProps(
		{picture}: GuardedProps,
		{tried}: GuardedState,
	): Partial<GuardedState> | null {
		return tried === picture ? null : {tried: picture, problem: undefined};
	}

	override render(): ReactNode {
		const {what, picture, rows, columns, profile} = this.props;
		const {problem} = this.state;
		return problem === undefined ? (
			picture
		) : (
			<LineStack
				lines={[problemLine(what, problem)]}
				rows={rows}
				columns={columns}
				profile={profile}
			/>
		);
	}
}

function problemLine(what: Safe, problem: string): ScreenLine {
	const why = clean(problem, {maxCharacters: 200});
	return {
		pieces: [{text: safe`     `}, {text: safe`${what} cannot be drawn: ${why}`, tone: 'down'}],
	};
}
