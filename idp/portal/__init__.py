"""What an employee sees once signed in: services, numbers, devices, and the time left."""
