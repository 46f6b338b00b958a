/**
 * The name behind `CPU implementer` and `CPU part` of an ARM core: the registers hold numbers only.
 * Numbers: https://github.com/torvalds/linux/blob/master/arch/arm64/include/asm/cputype.h
 */
export function armCoreName(implementer: string | undefined, part: string): string | undefined {
	return names.get(`${implementer} ${part}`);
}

const names: ReadonlyMap<string, string> = new Map([
	['0x41 0xb76', 'ARM1176'],
	['0x41 0xc07', 'Cortex-A7'],
	['0x41 0xc08', 'Cortex-A8'],
	['0x41 0xc09', 'Cortex-A9'],
	['0x41 0xc0f', 'Cortex-A15'],
	['0x41 0xd03', 'Cortex-A53'],
	['0x41 0xd04', 'Cortex-A35'],
	['0x41 0xd05', 'Cortex-A55'],
	['0x41 0xd07', 'Cortex-A57'],
	['0x41 0xd08', 'Cortex-A72'],
	['0x41 0xd09', 'Cortex-A73'],
	['0x41 0xd0a', 'Cortex-A75'],
	['0x41 0xd0b', 'Cortex-A76'],
	['0x41 0xd0c', 'Neoverse-N1'],
	['0x41 0xd40', 'Neoverse-V1'],
	['0x41 0xd41', 'Cortex-A78'],
	['0x41 0xd42', 'Cortex-A78AE'],
	['0x41 0xd44', 'Cortex-X1'],
	['0x41 0xd49', 'Neoverse-N2'],
	['0x41 0xd4f', 'Neoverse-V2'],
	['0x43 0x0af', 'ThunderX2'],
	['0x46 0x001', 'A64FX'],
	['0x48 0xd01', 'TSV110'],
	['0x4e 0x004', 'Carmel'],
	['0xc0 0xac3', 'Ampere-1'],
	['0xc0 0xac4', 'Ampere-1a'],
]);
