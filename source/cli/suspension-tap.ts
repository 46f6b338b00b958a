import {useApp} from 'ink';
import {type ReactNode, useInsertionEffect} from 'react';

export type Suspend = ReturnType<typeof useApp>['suspendTerminal'];

type SuspensionTapProps = {
	readonly onContext: (suspend: Suspend) => void;
	readonly children?: ReactNode;
};

/** Ink hands out its suspension only inside the picture. */
export function SuspensionTap({onContext, children}: SuspensionTapProps): ReactNode {
	const {suspendTerminal} = useApp();
	useInsertionEffect(() => onContext(suspendTerminal), [onContext, suspendTerminal]);
	return children;
}
