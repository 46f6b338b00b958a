import {userInfo} from 'node:os';
import process from 'node:process';

export type OwnAccount = {
	readonly name: string;
	readonly uid: number;
	/** Of the account, as ssh takes it: $HOME is not asked. */
	readonly home: string;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Who runs this program. In a container without an entry for the user the environment has to do. */
export function ownAccount(env: Environment): OwnAccount {
	const uid = process.getuid?.() ?? 0;
	try {
		const {username, homedir} = userInfo();
		return {name: username, uid, home: homedir};
	} catch {
		return {name: env['USER'] ?? String(uid), uid, home: env['HOME'] ?? '/'};
	}
}
