import {machine} from 'node:os';

/** What `uname -m` says of this machine. */
export function machineArchitecture(): string {
	return machine();
}
