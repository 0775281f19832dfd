/** Names of flags, commands and variants that parameters carry, as data: one file a topic. */
export { bpfDynamicParam, keyctlDynamicParam, ptraceDynamicParam, sockoptDynamicParam } from './dyn.ts';
export { fcntlCommands } from './fcntl.ts';
export { accessFlags, creatFlags, fileFlags, flockFlags, lseekWhence, openat2Flags } from './file.ts';
export { anonInodeFdTypes, closeRangeFlags, epollCreate1Flags, spliceFlags } from './io.ts';
export { ioUringEnterFlags, ioUringRegisterOpcodes, ioUringSetupFeats, ioUringSetupFlags } from './io-uring.ts';
export { fromKernel } from './kernel.ts';
export { memfdCreateFlags, mlock2Flags, mlockallFlags, mmapFlags, pfFlags, protFlags } from './memory.ts';
export { chmodMode, mknodMode } from './mode.ts';
export { fsconfigCmds, mountFlags, umountFlags } from './mount.ts';
export { enumName, flagNames } from './names.ts';
export { execveatFlags, fchownatFlags, linkatFlags, newfstatatFlags, renameat2Flags, unlinkatFlags } from './path.ts';
export { cloneFlags, execveFlags, pidfdOpenFlags, prctlOptions, ptraceRequests, rlimitResources } from './process.ts';
export { quotactlCmds, quotactlDqiFlags, quotactlQuotaFmts, quotactlTypes } from './quota.ts';
export { shutdownHow, socketFamilies, sockoptLevels, sockoptOptions } from './socket.ts';
export { futexOperations, semctlCommands, semgetFlags, semopFlags } from './sync.ts';
export { bpfCommands, deleteModuleFlags, finitModuleFlags, keyctlOperations } from './system.ts';
