import {Buffer} from 'node:buffer';
import {expect, it} from 'vitest';
import {clientParts, targetOf} from '../../helpers/logged-in.ts';
import {startManInTheMiddle} from '../../helpers/man-in-the-middle.ts';
import {startSshd} from '../../helpers/sshd.ts';
import {logIn} from '../../../source/transport/ssh/ssh2-client.ts';

it('a key exchange with a point that is none is a failure, and nothing is thrown', async () => {
	const sshd = await startSshd();
	const {port} = await startManInTheMiddle(sshd.hostKey, Buffer.alloc(32));
	const outcome = await logIn(clientParts(sshd, {target: targetOf(sshd, {port})}));
	expect(outcome).toMatchObject({failure: {kind: 'protocol'}});
});
