export { portOfService, serviceOfPort } from './services.ts';
