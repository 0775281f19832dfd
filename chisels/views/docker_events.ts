import { defineView } from '../../src/chisel/view/index.ts';

export default defineView({
  id: 'docker_events',
  name: 'Docker Events',
  description: 'What the Docker daemon reported into the capture: starts, stops, images pulled and so on.',
  type: 'list',
  tags: ['Default', 'nocsysdig'],
  filter: 'evt.type=infra',
  useDefaults: true,
  appliesTo: [''],
  columns: [
    { field: 'evt.time', name: 'TIME', description: 'When it happened.', size: 18 },
    { field: 'evt.arg.name', name: 'EVENT TYPE', description: 'What happened.', size: 20 },
    { field: 'evt.infra.docker.container.id', name: 'CONTAINER ID', description: 'Id of the container it is about.', size: 20 },
    { field: 'evt.infra.docker.container.image', name: 'CONTAINER IMAGE', description: 'Image of the container it is about.', size: 20 },
    { field: 'evt.infra.docker.container.name', name: 'CONTAINER NAME', description: 'Name of the container it is about.', size: 0 },
  ],
});
