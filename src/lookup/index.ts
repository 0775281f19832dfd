export { HostNames } from './host-names.ts';
export { portOfService, serviceOfPort } from './services.ts';
