import type {Lab} from '../../scripts/lab/lab.ts';
import {until} from './until.ts';

/**
 * A host is so far away that what is copied to it takes some seconds, but only once it is logged in to: a login is a
 * dozen round trips, and has ten seconds on a machine that may do much else. Gives back what waits for that.
 */
export async function slowOnceLoggedIn(rack: Lab, host: string): Promise<() => Promise<void>> {
	const logins = (): number => rack.sshdLog(host).split('Accepted publickey').length;
	await rack.fault(host, 'delay', '50');
	const before = logins();
	return async () => {
		await until(() => logins() > before);
		await rack.fault(host, 'delay', '250');
	};
}
