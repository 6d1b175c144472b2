// While the list is being made.

export { ListOutline as default } from '../list-outline';
