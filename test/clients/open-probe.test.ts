import {expect, it} from 'vitest';
import {createOpenProbe} from '../../source/clients/open-probe.ts';
import {failed} from '../../source/domain/result.ts';
import {FakeClock} from '../helpers/fake-clock.ts';
import {aNodeConfig} from '../helpers/node-builders.ts';

it('this machine is read here, and any other from afar', async () => {
	const asked: string[] = [];
	const refused = failed({kind: 'refused', where: 'pi-7'});
	const openProbe = createOpenProbe({
		clock: new FakeClock(),
		async openRemote(node, {deadlineMs}) {
			asked.push(`${node.name} ${deadlineMs}`);
			return refused;
		},
	});
	const opening = {
		...{signal: new AbortController().signal, deadlineMs: 9000},
		onAuthenticated: () => undefined,
	};
	const here = await openProbe(aNodeConfig('pi-1'), opening);
	expect(here).toMatchObject({value: {transport: 'local', transportReason: undefined}});
	if (here.ok) {
		here.value.close();
	}

	expect(asked).toEqual([]);
	expect(await openProbe(aNodeConfig('pi-7', {isLocal: false}), opening)).toBe(refused);
	expect(asked).toEqual(['pi-7 9000']);
});
