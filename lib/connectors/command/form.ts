// The form of a command. Arguments and exit codes stand one a line.

import { measureKinds, orderedMeasures } from '@/lib/containment/types';
import { probeFields, type ConnectorForm } from '../form';
import { commandMeasuresOf, commandSettings } from './settings';

export const commandForm: ConnectorForm = {
  kind: 'command',
  fields: [
    { name: 'program', type: 'text', required: true },
    { name: 'onArguments', type: 'lines', initial: 'on\n{measure}\n{login}', required: true },
    { name: 'offArguments', type: 'lines', initial: 'off\n{measure}\n{login}', required: true },
    { name: 'readArguments', type: 'lines', initial: 'read\n{measure}\n{login}', required: true },
    { name: 'readOnExits', type: 'lines', initial: '0', required: true },
    { name: 'readOffExits', type: 'lines', initial: '1', required: true },
    { name: 'readOtherExits', type: 'lines', initial: '3' },
    { name: 'proveArguments', type: 'lines' },
    { name: 'passwordArguments', type: 'lines' },
    { name: 'holdsExits', type: 'lines', initial: '0' },
    { name: 'doesNotHoldExits', type: 'lines', initial: '1' },
    ...probeFields,
  ],
  schema: commandSettings,
  possible: measureKinds,
  ticked: orderedMeasures,
  measuresOf: (settings) => commandMeasuresOf(commandSettings.parse(settings)),
};
