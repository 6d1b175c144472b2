// The design system's one door.

export { Alert, type AlertTone } from './alert';
export { Badge, StageBadge, type BadgeTone } from './badge';
export { Button, LinkButton, type ButtonLook } from './button';
export { classNames } from './class-names';
export { Checkbox, Input, Select, TextArea } from './controls';
export { Dialog } from './dialog';
export { EmptyState } from './empty-state';
export { CheckboxField, Field, SelectField, TextAreaField, TextField } from './field';
export { ActionForm, FormError, SubmitButton } from './form';
export { useFormState } from './form-context';
export { Kbd } from './kbd';
export { LeavingForm } from './leaving-form';
export { PageHeader, Section } from './page-header';
export { Pagination } from './pagination';
export { RelativeTime, ShortTime } from './relative-time';
export { Table, Td, Th } from './table';
export { Tabs, type Tab } from './tabs';
export { ToastProvider, useToast } from './toast';
