import { defineView } from '../../src/chisel/view/index.ts';

export default defineView({
  id: 'notifications',
  name: 'Notifications',
  description: 'Notifications that a user’s tools wrote into the capture.',
  type: 'list',
  tags: ['nocsysdig'],
  filter: 'evt.type=notification',
  useDefaults: true,
  appliesTo: [''],
  columns: [
    { field: 'evt.time', name: 'TIME', description: 'When it happened.', size: 12 },
    { field: 'evt.arg.id', name: 'ID', description: 'Id of the notification.', size: 24 },
    { field: 'container.name', name: 'Container', description: 'Name of the container.', size: 20, tags: ['containers'] },
    { field: 'evt.arg.desc', name: 'DESCRIPTION', description: 'Its text.', size: 0 },
  ],
});
