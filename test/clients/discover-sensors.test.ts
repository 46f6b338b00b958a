import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {expect, it} from 'vitest';
import {discoverSensors} from '../../source/clients/discover-sensors.ts';
import {localFiles} from '../../source/transport/local-files.ts';
import {fixtureRoot} from '../helpers/node-fixture.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

it('finds the figures of a card of AMD that are there, and reads what stays the same once', async () => {
	const {changing, fixed} = await discoverSensors(localFiles(fixtureRoot('amdgpu-rdna3')));
	const device = '/sys/class/drm/card1/device';
	expect(changing.filter(path => path.startsWith(device)).sort()).toEqual([
		`${device}/gpu_busy_percent`,
		`${device}/hwmon/hwmon3/power1_average`,
		`${device}/hwmon/hwmon3/power1_cap`,
		`${device}/hwmon/hwmon3/temp1_input`,
		`${device}/mem_busy_percent`,
		`${device}/mem_info_vram_used`,
	]);
	expect(fixed.get(`${device}/vendor`)).toBe('0x1002\n');
	expect(fixed.get(`${device}/mem_info_vram_total`)).toBe('25753026560\n');
});

it('asks nothing of cards whose driver tells no figures, nor of their connectors', async () => {
	const root = temporaryDirectory();
	write(root, '/sys/class/drm/card0/device/vendor', '0x8086\n');
	write(root, '/sys/class/drm/card1-DP-1/device/gpu_busy_percent', '5\n');
	write(root, '/sys/class/drm/renderD128/device/gpu_busy_percent', '5\n');
	expect(await discoverSensors(localFiles(root))).toEqual({changing: [], fixed: new Map()});
});

it('finds the voltage alarm of a Raspberry Pi', async () => {
	const root = temporaryDirectory();
	const chip = '/sys/class/hwmon/hwmon1';
	write(root, `${chip}/name`, 'rpi_volt\n');
	write(root, `${chip}/in0_lcrit_alarm`, '0\n');
	expect(await discoverSensors(localFiles(root))).toEqual({
		changing: [`${chip}/in0_lcrit_alarm`],
		fixed: new Map([[`${chip}/name`, 'rpi_volt\n']]),
	});
});

function write(root: string, path: string, text: string): void {
	mkdirSync(join(root, dirname(path)), {recursive: true});
	writeFileSync(join(root, path), text);
}
