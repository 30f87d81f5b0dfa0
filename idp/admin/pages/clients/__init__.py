"""The pages `/admin/clients…`: applications, for administrators and their owners."""
